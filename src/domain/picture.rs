//! A photo of evidence as a terminal can draw it: as many pixels as there are half cells for it.

/// A picture of a few thousand pixels.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Picture {
    width: u16,
    pixels: Vec<[u8; 3]>,
}

impl Picture {
    /// A picture of rows of `width` pixels, red, green and blue; what is left of a last row is dropped.
    pub fn new(width: u16, mut pixels: Vec<[u8; 3]>) -> Self {
        let whole = pixels.len().checked_div(usize::from(width)).unwrap_or(0) * usize::from(width);
        pixels.truncate(whole);
        Self { width, pixels }
    }
    /// Pixels of a row.
    pub fn width(&self) -> u16 {
        self.width
    }
    /// Rows.
    pub fn height(&self) -> u16 {
        let rows = self.pixels.len().checked_div(usize::from(self.width)).unwrap_or(0);
        u16::try_from(rows).unwrap_or(u16::MAX)
    }
    /// A pixel; nothing outside of the picture.
    pub fn at(&self, x: u16, y: u16) -> Option<[u8; 3]> {
        let inside = x < self.width;
        self.pixels.get(usize::from(y) * usize::from(self.width) + usize::from(x)).copied().filter(|_| inside)
    }
}

/// The colour of a terminal's 256 that is nearest to a pixel: one of the cube's 216, or one of the 24 greys.
pub fn indexed([r, g, b]: [u8; 3]) -> u8 {
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    let far = |a: u8, b: u8| i32::from(a.abs_diff(b)).pow(2);
    let step = |c: u8| (0u8..6).min_by_key(|n| far(STEPS[usize::from(*n)], c)).unwrap_or(0);
    let (x, y, z) = (step(r), step(g), step(b));
    let of = |n: u8| STEPS[usize::from(n)];
    let cube = far(of(x), r) + far(of(y), g) + far(of(z), b);
    let level = (u16::from(r) + u16::from(g) + u16::from(b)) / 3;
    let grey = u8::try_from(level.saturating_sub(3) / 10).unwrap_or(0).min(23);
    let shade = 8 + 10 * grey;
    if far(shade, r) + far(shade, g) + far(shade, b) < cube { 232 + grey } else { 16 + 36 * x + 6 * y + z }
}

/// Why a piece of evidence is not shown itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NotShown {
    /// It has no file.
    NoFile,
    /// The file is gone, or cannot be read.
    Gone,
    /// A terminal cannot show such a file: a video, a PDF.
    Kind,
    /// It is too large.
    TooLarge,
    /// It is no picture, whatever it says.
    Damaged,
    /// Without colours, or with letters for borders, pictures are not drawn.
    NoColours,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_knows_its_pixels_and_nothing_beside_them() {
        let picture = Picture::new(2, vec![[1, 1, 1], [2, 2, 2], [3, 3, 3], [4, 4, 4], [5, 5, 5]]);
        assert_eq!((picture.width(), picture.height()), (2, 2));
        assert_eq!((picture.at(1, 1), picture.at(2, 0), picture.at(0, 2)), (Some([4, 4, 4]), None, None));
        assert_eq!(Picture::new(0, vec![[0; 3]]).height(), 0);
    }

    #[test]
    fn the_nearest_of_256_colours_is_taken() {
        for (pixel, index) in
            [([0, 0, 0], 16), ([255; 3], 231), ([255, 0, 0], 196), ([128; 3], 244), ([95, 135, 175], 67)]
        {
            assert_eq!(indexed(pixel), index, "{pixel:?}");
        }
    }
}

//! Photos of evidence made small. Customers send them, so that nothing they say of themselves is believed: their size is
//! looked at before they are unpacked, and a decoder that breaks costs its own picture alone.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageReader, Limits};

use crate::domain::picture::Picture;

/// The largest file that is unpacked.
pub const FILE_MAX: u64 = 40 << 20;
/// The most pixels of a picture: what the cameras of phones take, and some more.
const PIXELS_MAX: u64 = 64 << 20;
/// The most memory a picture may take while it is unpacked.
const BYTES_MAX: u64 = 256 << 20;

/// Why a picture is not drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
    /// It would take too much memory.
    TooLarge,
    /// It cannot be read.
    Damaged,
}

/// A png or jpeg as a picture that fits into `cols` by `rows` pixels, upright, and how large it was. Never made larger.
///
/// # Errors
/// [`Fault::TooLarge`] before anything is unpacked that would not fit into memory, [`Fault::Damaged`] for the rest.
pub fn shrink(bytes: &[u8], cols: u16, rows: u16) -> Result<(Picture, (u32, u32)), Fault> {
    catch_unwind(AssertUnwindSafe(|| unpacked(bytes, cols, rows))).unwrap_or(Err(Fault::Damaged))
}

fn unpacked(bytes: &[u8], cols: u16, rows: u16) -> Result<(Picture, (u32, u32)), Fault> {
    let damaged = |_| Fault::Damaged;
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| Fault::Damaged)?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(BYTES_MAX);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(damaged)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > PIXELS_MAX || decoder.total_bytes() > BYTES_MAX {
        return Err(Fault::TooLarge);
    }
    let turn = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let lies = matches!(
        turn,
        Orientation::Rotate90 | Orientation::Rotate270 | Orientation::Rotate90FlipH | Orientation::Rotate270FlipH
    );
    let image = DynamicImage::from_decoder(decoder).map_err(damaged)?;
    let (cols, rows) = (u32::from(cols.max(1)), u32::from(rows.max(1)));
    let (cols, rows) = if lies { (rows, cols) } else { (cols, rows) };
    let mut small = image.thumbnail(cols.min(width), rows.min(height));
    drop(image);
    small.apply_orientation(turn);
    let size = if lies { (height, width) } else { (width, height) };
    Ok((on_white(&small), size))
}

/// Its pixels; what is see-through lies on white.
fn on_white(image: &DynamicImage) -> Picture {
    let over = |c: u8, a: u8| {
        let mixed = u16::from(c) * u16::from(a) + 255 * u16::from(255 - a);
        u8::try_from(mixed / 255).unwrap_or(255)
    };
    let shown = image.to_rgba8();
    let pixels = shown.pixels().map(|pixel| {
        let [r, g, b, a] = pixel.0;
        [over(r, a), over(g, a), over(b, a)]
    });
    let pixels = pixels.collect();
    Picture::new(u16::try_from(image.width()).unwrap_or(u16::MAX), pixels)
}

#[cfg(test)]
mod tests {
    use image::codecs::jpeg::JpegEncoder;
    use image::{ImageEncoder, ImageFormat, RgbaImage};

    use super::*;

    fn png(image: &DynamicImage) -> Vec<u8> {
        let mut bytes = Vec::new();
        image.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png).expect("written");
        bytes
    }

    /// Four by two: red above blue, the right half see-through.
    fn small() -> DynamicImage {
        RgbaImage::from_fn(4, 2, |x, y| {
            let a = if x < 2 { 255 } else { 0 };
            image::Rgba(if y == 0 { [255, 0, 0, a] } else { [0, 0, 255, a] })
        })
        .into()
    }

    #[test]
    fn a_picture_keeps_its_shape_and_what_is_see_through_is_white() {
        let (picture, size) = shrink(&png(&small()), 100, 100).expect("a picture");
        assert_eq!((size, picture.width(), picture.height()), ((4, 2), 4, 2), "never made larger");
        assert_eq!((picture.at(0, 0), picture.at(0, 1)), (Some([255, 0, 0]), Some([0, 0, 255])));
        assert_eq!(picture.at(3, 0), Some([255; 3]));
        let large = DynamicImage::new_rgb8(1000, 500);
        let (picture, size) = shrink(&png(&large), 80, 80).expect("a picture");
        assert_eq!((size, picture.width(), picture.height()), ((1000, 500), 80, 40));
    }

    #[test]
    fn a_phone_held_upright_gives_an_upright_picture() {
        // Exif: one entry, the orientation, which says a quarter turn.
        let exif = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
        let mut bytes = Vec::new();
        let mut encoder = JpegEncoder::new_with_quality(&mut bytes, 95);
        encoder.set_exif_metadata(exif.to_vec()).expect("metadata");
        encoder.encode_image(&DynamicImage::new_rgb8(40, 20)).expect("written");
        let (picture, size) = shrink(&bytes, 10, 100).expect("a picture");
        assert_eq!((size, picture.width(), picture.height()), ((20, 40), 10, 20));
    }

    #[test]
    fn a_bomb_is_refused_before_it_is_unpacked_and_rubbish_is_no_picture() {
        let mut bytes = png(&small());
        // The header says 100,000 by 100,000.
        bytes[16..24].copy_from_slice(&[0, 1, 0x86, 0xa0, 0, 1, 0x86, 0xa0]);
        let crc = crc32(&bytes[12..29]);
        bytes[29..33].copy_from_slice(&crc.to_be_bytes());
        assert_eq!(shrink(&bytes, 80, 80), Err(Fault::TooLarge));
        let whole = png(&small());
        for cut in [0, 4, 20, whole.len() / 2] {
            assert_eq!(shrink(&whole[..cut], 80, 80), Err(Fault::Damaged), "{cut} bytes");
        }
        assert_eq!(shrink(b"\xff\xd8\xff\xe0 not a photo", 80, 80), Err(Fault::Damaged));
    }

    fn crc32(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(u32::MAX, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 })
        })
    }
}

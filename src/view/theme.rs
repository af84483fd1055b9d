//! Looks by role. Colours are the terminal's own sixteen, on its own background, so that every scheme stays itself;
//! no role is told apart by colour alone: each has a weight, an underline, a reverse or a sign beside it.

use ratatui::style::{Color, Modifier, Style};

/// What a piece of the screen means; the theme says how it looks.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Role {
    /// Ordinary text.
    Text,
    /// What is there but not asked for: ages, units, help.
    Muted,
    /// The focus and the primary key.
    Accent,
    /// The title of a pane without the focus.
    Title,
    /// The title of the pane with the focus.
    TitleFocus,
    /// Lines between panes.
    Border,
    /// Lines around the pane with the focus.
    BorderFocus,
    /// A clock that will soon matter.
    Warn,
    /// A clock that is broken; what cannot be undone.
    Danger,
    /// Done just now.
    Done,
    /// The row under the cursor where the focus is.
    Selection,
    /// The row under the cursor of a pane without the focus.
    SelectionQuiet,
    /// The gutter beside what a customer wrote.
    GutterCustomer,
    /// The gutter beside what we wrote.
    GutterAgent,
    /// The gutter beside an internal note.
    GutterNote,
    /// A place in a reply still to be filled.
    Hole,
    /// The place being filled now.
    HoleCurrent,
    /// What was filled in from the order.
    Filled,
    /// A key in a hint.
    Key,
    /// The part of a hit that matches the search.
    Match,
    /// A shop's or platform's tag.
    Tag,
}

/// The background the terminal has.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Ground {
    /// Light text on dark.
    #[default]
    Dark,
    /// Dark text on light.
    Light,
}

/// How much colour there is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Palette {
    /// The terminal's sixteen colours.
    #[default]
    Sixteen,
    /// None: `NO_COLOR`, or a terminal without.
    Mono,
}

/// What borders are drawn with.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Borders {
    /// Box-drawing lines; heavy ones around the focus.
    #[default]
    Lines,
    /// `+`, `-`, `|`, and `=` around the focus, for terminals that draw lines two columns wide.
    Ascii,
}

/// The looks in force.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Theme {
    /// The terminal's background.
    pub ground: Ground,
    /// How much colour there is.
    pub palette: Palette,
    /// What borders are drawn with.
    pub borders: Borders,
}

impl Theme {
    /// How a role looks.
    pub fn style(self, role: Role) -> Style {
        let weight = weight(role);
        match self.palette {
            Palette::Mono => weight,
            Palette::Sixteen => weight.patch(self.colour(role)),
        }
    }

    fn colour(self, role: Role) -> Style {
        let plain = Style::new();
        match role {
            Role::Accent | Role::TitleFocus | Role::BorderFocus | Role::Key => plain.fg(self.accent()),
            Role::HoleCurrent => plain.fg(self.accent()),
            Role::GutterAgent => plain.fg(self.accent()),
            // Yellow letters cannot be read on white; black on yellow can.
            Role::Warn | Role::Hole | Role::GutterNote if self.ground == Ground::Light => {
                plain.fg(Color::Black).bg(Color::Yellow)
            }
            Role::Warn | Role::Hole | Role::GutterNote => plain.fg(Color::Yellow),
            Role::Danger => plain.fg(Color::Red),
            Role::Done => plain.fg(Color::Green),
            Role::Text
            | Role::Muted
            | Role::Title
            | Role::Border
            | Role::Selection
            | Role::SelectionQuiet
            | Role::GutterCustomer
            | Role::Filled
            | Role::Match
            | Role::Tag => plain,
        }
    }

    const fn accent(self) -> Color {
        match self.ground {
            Ground::Dark => Color::Cyan,
            Ground::Light => Color::Blue,
        }
    }
}

/// The part of a look that needs no colour.
const fn weight(role: Role) -> Style {
    let plain = Style::new();
    match role {
        Role::Text | Role::Accent | Role::Done | Role::Tag | Role::GutterCustomer | Role::GutterAgent => plain,
        // Dim, not "bright black": Solarized and others paint that in the background's own colour.
        Role::Muted | Role::Border | Role::GutterNote => plain.add_modifier(Modifier::DIM),
        Role::Title => plain,
        Role::TitleFocus | Role::BorderFocus | Role::Warn | Role::Key => plain.add_modifier(Modifier::BOLD),
        Role::Danger => plain.add_modifier(Modifier::BOLD.union(Modifier::UNDERLINED)),
        Role::Selection | Role::HoleCurrent => plain.add_modifier(Modifier::REVERSED),
        Role::SelectionQuiet | Role::Match => plain.add_modifier(Modifier::BOLD.union(Modifier::UNDERLINED)),
        Role::Hole => plain.add_modifier(Modifier::UNDERLINED),
        Role::Filled => plain.add_modifier(Modifier::ITALIC),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_colour_nothing_has_a_colour_and_what_matters_still_stands_out() {
        let mono = Theme { palette: Palette::Mono, ..Theme::default() };
        for role in [Role::Warn, Role::Danger, Role::Selection, Role::Hole, Role::HoleCurrent, Role::BorderFocus] {
            let style = mono.style(role);
            assert_eq!((style.fg, style.bg), (None, None), "{role:?}");
            assert_ne!(style, Style::new(), "{role:?}");
        }
    }

    #[test]
    fn a_light_ground_never_has_yellow_letters() {
        let light = Theme { ground: Ground::Light, ..Theme::default() };
        assert_eq!(light.style(Role::Warn).bg, Some(Color::Yellow));
        assert_ne!(light.style(Role::Warn).fg, Some(Color::Yellow));
    }
}

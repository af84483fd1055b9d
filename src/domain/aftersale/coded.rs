//! Closed sets of code words: one enum, its words in files, JSON and the store, and back.

/// Declares a fieldless enum whose variants each have one code word.
macro_rules! coded {
    ($(#[$meta:meta])* $name:ident { $( $(#[$doc:meta])* $variant:ident = $code:literal, )+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum $name { $( $(#[$doc])* $variant, )+ }

        impl $name {
            /// All of them, in the order they are listed to people.
            pub const ALL: &'static [$name] = &[ $( $name::$variant, )+ ];
            /// Its word in files, JSON and the store.
            pub const fn code(self) -> &'static str {
                match self { $( $name::$variant => $code, )+ }
            }
            /// The value of a code word.
            pub fn parse(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|v| v.code() == code)
            }
        }
    };
}
pub(crate) use coded;

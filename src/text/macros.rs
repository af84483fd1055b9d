//! The `texts!` table: a row is a name, its parameters, and the words in both languages.

/// Declares rows of text as methods of [`Lang`](super::Lang).
///
/// ```ignore
/// texts! {
///     /// Title of the queue.
///     queue_title: "会话" | "Chats";
///     waiting(n: i64): "等待 {n} 分钟" | "waiting {n} min";
/// }
/// ```
macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident $(( $($arg:ident : $ty:ty),+ ))? : $zh:literal | $en:literal;)+) => {
        impl $crate::text::Lang {
            $( $crate::text::macros::texts!(@row $(#[$doc])* $name $(( $($arg : $ty),+ ))? : $zh | $en); )+
        }
    };
    (@row $(#[$doc:meta])* $name:ident : $zh:literal | $en:literal) => {
        $(#[$doc])*
        #[doc = concat!("\n```text\n", $zh, "\n", $en, "\n```")]
        pub const fn $name(self) -> &'static str {
            match self {
                $crate::text::Lang::Zh => $zh,
                $crate::text::Lang::En => $en,
            }
        }
    };
    (@row $(#[$doc:meta])* $name:ident ( $($arg:ident : $ty:ty),+ ) : $zh:literal | $en:literal) => {
        $(#[$doc])*
        #[doc = concat!("\n```text\n", $zh, "\n", $en, "\n```")]
        pub fn $name(self, $($arg: $ty),+) -> String {
            match self {
                $crate::text::Lang::Zh => format!($zh),
                $crate::text::Lang::En => format!($en),
            }
        }
    };
}
pub(crate) use texts;

/// Declares the words of a closed set: a method of [`Lang`](super::Lang) with one row per variant.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident($ty:ident) { $($variant:ident : $zh:literal | $en:literal;)+ })+) => {
        impl $crate::text::Lang {$(
            $(#[$doc])*
            pub const fn $name(self, value: $ty) -> &'static str {
                match (self, value) {
                    $(
                        ($crate::text::Lang::Zh, $ty::$variant) => $zh,
                        ($crate::text::Lang::En, $ty::$variant) => $en,
                    )+
                }
            }
        )+}
    };
}
pub(crate) use words;

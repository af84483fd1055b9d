//! A form of a few labelled fields: log entry, promise, snooze, opening a case.

use super::editor::{Edited, Editor, EditorKey};
use crate::domain::SafeText;

/// What a key asks of a form.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum FormKey {
    /// Goes to the field in focus.
    Edit(EditorKey),
    /// To the next field, around the end.
    Next,
    /// To the field before, around the start.
    Prev,
    /// Done with it.
    Submit,
}

/// What came of it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum FormEvent {
    /// Nothing; the key can go on.
    Nothing,
    /// The focus or a caret moved, or a problem shows.
    Moved,
    /// A value changed.
    Changed,
    /// A value would be too long and was not put in.
    TooLong,
    /// All that is needed is there: to be carried out.
    Submitted,
}

/// What is wrong with a field.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FieldProblem {
    /// It is needed and empty.
    Missing,
    /// In words, by whoever checked it.
    Said(String),
}

/// One of the values of a choice.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Choice {
    /// Its code word.
    pub code: String,
    /// What the person reads.
    pub label: String,
}

/// What a field holds.
#[derive(Clone, Debug)]
pub enum FieldKind {
    /// Text, of one line or of many.
    Text(Editor),
    /// One of several values.
    Choice {
        /// The values.
        choices: Vec<Choice>,
        /// The number of the one taken.
        taken: usize,
    },
}

/// A labelled field.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name in the program.
    pub id: &'static str,
    /// What stands before it.
    pub label: String,
    /// What it holds.
    pub kind: FieldKind,
    /// True when the form cannot be submitted without it.
    pub needed: bool,
    /// True when its text is never shown, such as a PIN.
    pub secret: bool,
    /// What is wrong with it; cleared when it changes.
    pub problem: Option<FieldProblem>,
}

/// The fields, and which one has the focus.
#[derive(Clone, Debug, Default)]
pub struct Form {
    fields: Vec<Field>,
    focus: usize,
}

impl Field {
    /// A field of one line, filled with `value`.
    pub fn line(id: &'static str, label: &str, value: &str) -> Self {
        Self::text(id, label, Editor::single(), value)
    }
    /// A field of many lines, filled with `value`.
    pub fn lines(id: &'static str, label: &str, value: &str) -> Self {
        Self::text(id, label, Editor::new(), value)
    }
    /// A choice among `(code, label)`; the code `taken` is chosen, else the first.
    pub fn choice(id: &'static str, label: &str, choices: &[(&str, &str)], taken: &str) -> Self {
        let taken = choices.iter().position(|(code, _)| *code == taken).unwrap_or(0);
        let choice = |(code, label): &(&str, &str)| Choice { code: (*code).into(), label: (*label).into() };
        let kind = FieldKind::Choice { choices: choices.iter().map(choice).collect(), taken };
        Self { id, label: label.into(), kind, needed: false, secret: false, problem: None }
    }
    /// The same field, its text never shown.
    pub fn secret(mut self) -> Self {
        self.secret = true;
        self
    }
    /// The same field, needed.
    pub fn needed(mut self) -> Self {
        self.needed = true;
        self
    }
    /// Its value: the text, or the code of the choice.
    pub fn value(&self) -> SafeText {
        match &self.kind {
            FieldKind::Text(editor) => editor.safe_text(),
            FieldKind::Choice { choices, taken } => {
                choices.get(*taken).map(|choice| SafeText::line(&choice.code)).unwrap_or_default()
            }
        }
    }

    fn text(id: &'static str, label: &str, mut editor: Editor, value: &str) -> Self {
        editor.set_text(value);
        Self { id, label: label.into(), kind: FieldKind::Text(editor), needed: false, secret: false, problem: None }
    }

    fn key(&mut self, key: EditorKey) -> FormEvent {
        let event = match &mut self.kind {
            FieldKind::Text(editor) => match editor.key(key) {
                Edited::Nothing => FormEvent::Nothing,
                Edited::Moved => FormEvent::Moved,
                Edited::Changed => FormEvent::Changed,
                Edited::TooLong => FormEvent::TooLong,
            },
            FieldKind::Choice { choices, taken } => {
                let was = *taken;
                *taken = chosen(choices.len(), was, key);
                if *taken == was { FormEvent::Nothing } else { FormEvent::Changed }
            }
        };
        if event == FormEvent::Changed {
            self.problem = None;
        }
        event
    }
}

impl Form {
    /// A form with the focus on its first field.
    pub fn new(fields: Vec<Field>) -> Self {
        Self { fields, focus: 0 }
    }
    /// Adds a field at its end, unless it has one of that name.
    pub fn add(&mut self, field: Field) {
        if self.field(field.id).is_none() {
            self.fields.push(field);
        }
    }
    /// Its fields.
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }
    /// The field of a name.
    pub fn field(&self, id: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.id == id)
    }
    /// The value of a field; empty when there is no such field.
    pub fn value(&self, id: &str) -> SafeText {
        self.field(id).map(Field::value).unwrap_or_default()
    }
    /// Puts another text into a field; its caret goes to the end.
    pub fn set(&mut self, id: &str, text: &str) {
        if let Some(Field { kind: FieldKind::Text(editor), problem, .. }) =
            self.fields.iter_mut().find(|field| field.id == id)
        {
            editor.set_text(text);
            *problem = None;
        }
    }
    /// The number of the field with the focus.
    pub fn focus(&self) -> usize {
        self.focus
    }

    /// Does what a key asks for. Up and down leave a field of one line.
    pub fn key(&mut self, key: FormKey) -> FormEvent {
        match key {
            FormKey::Next => self.turn(1),
            FormKey::Prev => self.turn(self.fields.len().saturating_sub(1)),
            FormKey::Submit => self.submit(),
            FormKey::Edit(key) => {
                let Some(field) = self.fields.get_mut(self.focus) else { return FormEvent::Nothing };
                match (field.key(key), key) {
                    (FormEvent::Nothing, EditorKey::Down) => self.turn(1),
                    (FormEvent::Nothing, EditorKey::Up) => self.turn(self.fields.len() - 1),
                    (event, _) => event,
                }
            }
        }
    }

    /// Puts pasted text into the field in focus.
    pub fn paste(&mut self, text: &str) -> FormEvent {
        let Some(Field { kind: FieldKind::Text(editor), problem, .. }) = self.fields.get_mut(self.focus) else {
            return FormEvent::Nothing;
        };
        match editor.paste(text) {
            Edited::Changed => {
                *problem = None;
                FormEvent::Changed
            }
            Edited::TooLong => FormEvent::TooLong,
            Edited::Nothing | Edited::Moved => FormEvent::Nothing,
        }
    }

    /// Says how wide the fields are and how many rows one of many lines shows.
    pub fn set_size(&mut self, cols: usize, rows: usize) {
        for field in &mut self.fields {
            if let FieldKind::Text(editor) = &mut field.kind {
                let rows = if editor.is_single() { 1 } else { rows };
                editor.set_size(cols, rows);
            }
        }
    }

    /// Tells what is wrong with a field and goes there.
    pub fn refuse(&mut self, id: &str, problem: FieldProblem) {
        if let Some(index) = self.fields.iter().position(|field| field.id == id) {
            self.fields[index].problem = Some(problem);
            self.focus = index;
        }
    }

    fn turn(&mut self, by: usize) -> FormEvent {
        if self.fields.len() < 2 {
            return FormEvent::Nothing;
        }
        self.focus = (self.focus + by) % self.fields.len();
        FormEvent::Moved
    }

    fn submit(&mut self) -> FormEvent {
        let mut first = None;
        for (i, field) in self.fields.iter_mut().enumerate() {
            if field.needed && field.value().trim().is_empty() {
                field.problem = Some(FieldProblem::Missing);
                first = first.or(Some(i));
            }
        }
        let Some(first) = first else { return FormEvent::Submitted };
        self.focus = first;
        FormEvent::Moved
    }
}

/// The choice after a key: arrows and the space bar turn, a digit names it.
fn chosen(count: usize, taken: usize, key: EditorKey) -> usize {
    match key {
        EditorKey::Right | EditorKey::Insert(' ') if count > 0 => (taken + 1) % count,
        EditorKey::Left if count > 0 => (taken + count - 1) % count,
        EditorKey::Home => 0,
        EditorKey::End => count.saturating_sub(1),
        EditorKey::Insert(c @ '1'..='9') => {
            let index = c as usize - '1' as usize;
            if index < count { index } else { taken }
        }
        _ => taken,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> Form {
        Form::new(vec![
            Field::choice("kind", "类型", &[("stock", "缺货"), ("courier", "快递")], "courier"),
            Field::line("what", "问题", "").needed(),
            Field::lines("note", "备注", "a"),
        ])
    }

    #[test]
    fn what_is_needed_is_asked_for_and_takes_the_focus() {
        let mut form = form();
        assert_eq!(form.key(FormKey::Submit), FormEvent::Moved);
        assert_eq!((form.focus(), &form.fields()[1].problem), (1, &Some(FieldProblem::Missing)));
        assert_eq!(form.paste("破损"), FormEvent::Changed);
        assert_eq!(form.fields()[1].problem, None);
        assert_eq!(form.key(FormKey::Submit), FormEvent::Submitted);
        assert_eq!((form.value("kind").as_str(), form.value("what").as_str()), ("courier", "破损"));
    }

    #[test]
    fn choices_turn_and_digits_name_them() {
        let mut form = form();
        assert_eq!(form.key(FormKey::Edit(EditorKey::Right)), FormEvent::Changed);
        assert_eq!(form.value("kind").as_str(), "stock");
        form.key(FormKey::Edit(EditorKey::Insert('2')));
        assert_eq!(form.value("kind").as_str(), "courier");
        assert_eq!(form.key(FormKey::Edit(EditorKey::Insert('9'))), FormEvent::Nothing);
    }

    #[test]
    fn tab_goes_around_and_down_leaves_a_line() {
        let mut form = form();
        form.key(FormKey::Prev);
        assert_eq!(form.focus(), 2);
        form.key(FormKey::Next);
        form.key(FormKey::Edit(EditorKey::Down));
        assert_eq!(form.focus(), 1);
        form.refuse("note", FieldProblem::Said("太短".into()));
        assert_eq!(form.focus(), 2);
    }
}

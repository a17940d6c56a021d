"""Notes and bookmarks in line mode."""

from __future__ import annotations

from explainer.errors import StepError
from explainer.export.files import named_file, write_whole
from explainer.export.notes import notes_as_markdown
from explainer.line.render import Lines, answer_lines
from explainer.model.ids import ClaimId
from explainer.prose.width import wrap
from explainer.rooms.notebook import NotebookRoom, counted_kinds, first_words, page_title
from explainer.rooms.room import Room
from explainer.session import Session
from explainer.store.notes import Note, NoteKind
from explainer.verbs.commands import (
    ChangeNote,
    DeleteNote,
    ExportNotes,
    Keeping,
    RestoreNote,
    ShowNote,
    ToggleBookmark,
    WriteNote,
)


def keeping_lines(session: Session, listed: Room | None, command: Keeping, width: int) -> Lines:
    """Carry out what was asked of the notebook; gives what to say.

    Numbers are those of the notebook as it was ``listed`` last, or as it lies open.

    Raises:
        StepError: it can't be done.
    """
    room = listed if isinstance(listed, NotebookRoom) else NotebookRoom(session)
    match command:
        case WriteNote("", _):
            return wrap("Type note and what you want to keep. Notes lists what you kept.", width)
        case WriteNote(text, number):
            claim = session.turn.claims[number - 1].claim if number else None
            session.add_note(text, claim.id if claim else None)
            about = f"claim {number}, {claim.heading()}" if claim else f"“{session.turn.title}”"
            return wrap(f"Noted on {about}.", width)
        case ToggleBookmark():
            marked = session.toggle_bookmark()
            said = "is bookmarked" if marked else "is no longer bookmarked"
            return wrap(f"“{session.turn.title}” {said}.", width)
        case ShowNote(number):
            return answer_lines(room.answer(str(_numbered(room, number).id)), width)
        case ChangeNote(number, text):
            note = _numbered(room, number)
            if note.kind is NoteKind.BOOKMARK:
                raise StepError(f"Entry {number} is a bookmark, and has no words to change.")
            session.change_note(note.id, text, ClaimId(note.claim))
            return wrap(f"Note {number} says now: {first_words(text)}", width)
        case DeleteNote(number):
            note = session.delete_note(_numbered(room, number).id)
            said = f"The {note.kind} on “{page_title(session.pack, note)}” is deleted."
            return wrap(f"{said} Notes undo brings it back.", width)
        case RestoreNote():
            note = session.restore_note()
            return wrap(f"The {note.kind} on “{page_title(session.pack, note)}” is back.", width)
        case ExportNotes(file):
            return wrap(_export(session, file), width)
        case _:
            raise AssertionError(command)


def _numbered(room: NotebookRoom, number: int) -> Note:
    notes = room.notes()
    if not 1 <= number <= len(notes):
        last = f"they go from 1 to {len(notes)}" if notes else "it is empty"
        raise StepError(f"There is no note {number} in your notebook; {last}.")
    return notes[number - 1]


def _export(session: Session, file: str) -> str:
    """Write the notebook to a new file; a line that is read from a script writes over none."""
    path = named_file(file)
    if path is None:
        raise StepError("Type notes export and the name of a file to write, such as notes.md.")
    notes = session.notes()
    if not notes:
        raise StepError("You kept nothing yet, so there is nothing to write.")
    try:
        write_whole(path, notes_as_markdown(session.pack, notes), over=False)
    except FileExistsError:
        raise StepError(f"There is {path} already. Name another file.") from None
    except OSError as error:
        raise StepError(f"{path} can't be written: {error.strerror}.") from error
    return f"{counted_kinds(notes)} written to {path}."

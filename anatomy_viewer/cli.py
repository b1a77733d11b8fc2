"""The commands. Each one calls a layer and prints; nothing is decided here."""

from __future__ import annotations

import contextlib
import json
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from . import __version__
from .atlas.descriptions import AUDIENCES, Audience
from .atlas.forms import BROUGHT, DEFAULT_FORM, FORM_BY_ID
from .atlas.problems import Problem, ProblemsFound
from .hosts.printing import print_in_any_code_page
from .hosts.server import DEFAULT_PORT
from .teaching.sharing.standards import STANDARDS, Standard

if TYPE_CHECKING:
    from .hosts.parts import PageParts
    from .modelling.bones.forms import Sex
    from .modelling.imported.keeping import KeptPelvis
    from .teaching.lesson.shelf import Shelf


class ServeByDefault(click.Group):
    """A group whose first command may be left out: ``anatomy-viewer --port 0`` serves."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0].startswith("-") and args[0] not in {"--help", "--version"}):
            args = ["serve", *args]
        return super().parse_args(ctx, args)

    def main(self, *args: Any, **settings: Any) -> Any:
        """Run a command, as `click.Group.main` does, and print in whatever code page there is."""
        print_in_any_code_page()
        return super().main(*args, **settings)


def say(text: str, *, wrong: bool = False) -> None:
    """Print a line; click's own choice of a stream would write UTF-8 where ASCII is asked for."""
    click.echo(text, file=sys.stderr if wrong else sys.stdout)


@contextlib.contextmanager
def problems_in_words() -> Iterator[None]:
    """Print a person's mistakes as sentences and end with status 1."""
    try:
        yield
    except ProblemsFound as found:
        for problem in found.problems:
            say(str(problem), wrong=True)
        sys.exit(1)
    except BrokenPipeError:  # whoever read the output has enough of it
        raise
    except OSError as fault:
        say(str(Problem(str(fault.filename or "files"), f"{fault.strerror or fault}".lower())), wrong=True)
        sys.exit(1)


@contextlib.contextmanager
def noted(problems: list[Problem]) -> Iterator[None]:
    """Go on where something is wrong, so that what else is wrong is told with it."""
    try:
        yield
    except ProblemsFound as found:
        problems += found.problems


@click.group(cls=ServeByDefault, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="anatomy-viewer")
def main() -> None:
    """The cluneal nerves in 3D: courses, compression sites, palpation, lessons.

    Without a command the viewer starts and opens in the browser.
    """


port_option = click.option(
    "--port",
    default=DEFAULT_PORT,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="0 picks a free one.",
)
host_names = click.option(
    "--host-name",
    "host_names",
    metavar="NAME",
    multiple=True,
    help="A name under which a proxy offers the page, with or without a port (may be repeated).",
)
base_path = click.option(
    "--base-path",
    metavar="/x/",
    default="/",
    help="The folder of the address under which a proxy offers the page.",
)
embed = click.option(
    "--embed",
    metavar="ORIGIN",
    multiple=True,
    help="Pages of this origin may show the page in a frame and ask it (may be repeated); without it nobody may.",
)
trusted_proxies = click.option(
    "--trusted-proxy",
    "trusted_proxies",
    metavar="ADDRESS",
    multiple=True,
    help="Believe what the proxy at this address or in this network forwards, X-Forwarded-* (may be repeated).",
)


own_pelvis = click.option(
    "--pelvis",
    "brought",
    metavar="NAME|DIR",
    help="A pelvis of your own, which the page begins with; see pelvis import.",
)


def pelvis_meant(name: str | None) -> Path | None:
    """Return the folder of the brought pelvis that `own_pelvis` names; None where it names none.

    Raises
    ------
    ProblemsFound
        Where there is none, or what stands on it is not of the tables as they are.
    """
    if name is None:
        return None
    from .atlas import read_model
    from .atlas.brought_form import read_brought_model
    from .modelling.imported.keeping import found_pelvis

    folder = found_pelvis(name).folder
    if read_brought_model(folder).inputs_sha256 != read_model().inputs_sha256:
        found = "what stands on it was placed by another version of the tables"
        raise ProblemsFound([Problem(str(folder), found, f"anatomy-viewer pelvis import {folder}, and use that one")])
    return folder


def own_lessons(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that say which lessons there are."""
    for option in (
        click.option("--course", metavar="FILE", type=click.Path(path_type=Path), help="The lessons of a course file."),
        click.option("--only-own", is_flag=True, help="Without the viewer's own lessons."),
        click.option(
            "--lessons",
            "own",
            metavar="PATH",
            multiple=True,
            type=click.Path(path_type=Path),
            help="A lesson file of your own, or a folder of them (may be repeated).",
        ),
    ):
        command = option(command)
    return command


def shelf_of(own: Sequence[Path], only_own: bool, course: Path | None, more: Sequence[str] = ()) -> Shelf | None:
    """Return the lessons that the options of `own_lessons` give, and tell of them; None where they give none.

    Lesson files among `more`, which a command was given otherwise, are on the shelf too.
    """
    if not own and course is None:
        if only_own:
            raise click.UsageError("--only-own needs lessons of your own: --lessons PATH or --course FILE.")
        return None
    from .hosts.progress import progress_bar
    from .teaching.library import lessons_and_files
    from .teaching.shelves import own_shelf

    with progress_bar("Reading the lessons") as progress:
        shelf = own_shelf([*own, *lessons_and_files(more)[1]], course, only_own=only_own, progress=progress)
    for id, path in shelf.replaced.items():
        say(f'{path} takes the place of the viewer\'s own lesson "{id}".', wrong=True)
    if shelf.spare:
        say(f"Not in the course, and left out: {', '.join(shelf.spare)}", wrong=True)
    return shelf


def tell_problems(shelf: Shelf | None) -> None:
    """Print what is wrong with lessons that are left out, while the others go on."""
    for problem in shelf.problems if shelf is not None else ():
        say(str(problem), wrong=True)
    broken = dict.fromkeys(re.split(r"\.yaml\b", problem.where)[0] for problem in shelf.problems) if shelf else {}
    if broken:
        say(f"Left out until that is mended: {', '.join(f'{name}.yaml' for name in broken)}", wrong=True)


def live_parts(
    written: Path | None, own: Sequence[Path], only_own: bool, course: Path | None, brought: str | None
) -> PageParts | None:
    """Return the page with what the options give, compiled now: a lesson that is being written, the lessons of
    `own_lessons`, a brought pelvis; None where they give nothing.
    """
    problems: list[Problem] = []
    pelvis, shelf = None, None
    with noted(problems):
        pelvis = pelvis_meant(brought)
    with noted(problems):
        shelf = shelf_of(own, only_own, course)
    if problems:
        raise ProblemsFound(problems)
    if written is None and shelf is None and pelvis is None:
        return None
    from .hosts.parts import viewer_parts
    from .hosts.progress import progress_bar

    tell_problems(shelf)
    with progress_bar("Compiling the lessons") as progress:
        return viewer_parts(written, shelf, progress, pelvis)


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@port_option
@click.option("--no-browser", is_flag=True, help="Do not open a browser.")
@click.option("--lesson", metavar="ID", help="Open with this lesson; a file of your own is shown again at each save.")
@own_lessons
@own_pelvis
@host_names
@base_path
@embed
@trusted_proxies
def serve(
    host: str,
    port: int,
    no_browser: bool,
    lesson: str | None,
    own: Sequence[Path],
    only_own: bool,
    course: Path | None,
    brought: str | None,
    host_names: Sequence[str],
    base_path: str,
    embed: Sequence[str],
    trusted_proxies: Sequence[str],
) -> None:
    """Start the viewer."""
    with problems_in_words():
        from .hosts.server import serve as serve_viewer

        written = None
        if lesson is not None and lesson.endswith((".yaml", ".yml")):
            from .teaching.lesson.files import lesson_file

            written, lesson = lesson_file(Path(lesson)), None
        parts = live_parts(written, own, only_own, course, brought)
        serve_viewer(
            host=host,
            port=port,
            open_browser=not no_browser,
            lesson=lesson,
            allowed_hosts=host_names,
            parts=parts,
            base=base_path,
            embed=embed,
            trusted=trusted_proxies,
        )


@main.command("class")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 lets others in.")
@port_option
@click.option("--no-browser", is_flag=True, help="Do not open the presenter's page.")
@click.option("--lesson", metavar="ID", help="Begin with this lesson.")
@click.option("--redis", metavar="URL", help="Keep classes there, so that any number of processes serve the same ones.")
@click.option("--address", metavar="URL", help="Where people reach the page, for the links; found out by default.")
@click.option(
    "--socket",
    "file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Listen there too: a proxy on this computer reaches it in half the time.",
)
@own_lessons
@own_pelvis
@host_names
@base_path
@embed
@trusted_proxies
def class_(
    host: str,
    port: int,
    no_browser: bool,
    lesson: str | None,
    redis: str | None,
    address: str | None,
    file: Path | None,
    own: Sequence[Path],
    only_own: bool,
    course: Path | None,
    brought: str | None,
    host_names: Sequence[str],
    base_path: str,
    embed: Sequence[str],
    trusted_proxies: Sequence[str],
) -> None:
    """Start the viewer with a class: one leads, everyone follows, and answers questions."""
    with problems_in_words():
        from .hosts.class_room import hold_class

        parts = live_parts(None, own, only_own, course, brought)
        hold_class(
            host=host,
            port=port,
            open_browser=not no_browser,
            lesson=lesson,
            redis=redis,
            address=address,
            allowed_hosts=host_names,
            parts=parts,
            base=base_path,
            embed=embed,
            trusted=trusted_proxies,
            file=file,
        )


@main.command()
@click.argument("place", metavar="FILE.html|FOLDER/|FILE.zip", type=click.Path())
@click.option("--lesson", "lessons", metavar="ID", multiple=True, help="Only this lesson (may be repeated).")
@click.option(
    "--form",
    "forms",
    multiple=True,
    type=click.Choice(list(FORM_BY_ID), case_sensitive=False),
    help="Take this form of the pelvis along (may be repeated; the average by default).",
)
@click.option(
    "--address",
    metavar="URL",
    help="Where it will stand on the web; printed sheets then carry a QR code of their view.",
)
@own_lessons
@own_pelvis
@click.option("--component", is_flag=True, help="Write cluneal-viewer.js beside it: the page as an element of others.")
@click.option("--package", type=click.Choice(STANDARDS), help="Write FILE.zip for a learning platform.")
@click.option(
    "--unit",
    type=click.Choice(["course", "lesson"]),
    help="What is one unit of the package: all of it (the default), or each lesson.",
)
@click.option(
    "--pass",
    "pass_mark",
    metavar="0-100",
    help="How many of a hundred questions must be right; in place of the course's own pass mark.",
)
@click.option(
    "--for",
    "audience",
    type=click.Choice(AUDIENCES),
    help="Whose texts it begins with, and of a package whose questions count.",
)
def export(
    place: str,
    lessons: Sequence[str],
    forms: Sequence[str],
    address: str | None,
    own: Sequence[Path],
    only_own: bool,
    course: Path | None,
    brought: str | None,
    component: bool,
    package: Standard | None,
    unit: str | None,
    pass_mark: str | None,
    audience: Audience | None,
) -> None:
    """Write the whole page: one HTML file that opens without a network, a folder for a web server, or a package.

    A name that ends in / or has no ending means a folder, and so does a folder that is there. With --package the name
    ends in .zip.
    """
    with problems_in_words():
        from .hosts.package import checked_export, export_package
        from .hosts.parts import viewer_parts
        from .hosts.site import export_site
        from .hosts.static import export_page

        problems: list[Problem] = []
        asked, shelf, pelvis = None, None, None
        with noted(problems):
            pelvis = pelvis_meant(brought)
        with noted(problems):
            asked = checked_export(
                place,
                standard=package,
                unit=unit,
                pass_mark=pass_mark,
                address=address,
                component=component,
                course=course is not None,
            )
        with noted(problems):
            shelf = shelf_of(own, only_own, course, lessons)
        if problems or asked is None:
            raise ProblemsFound(problems)
        carried = [BROUGHT.id, *forms] if pelvis is not None else list(forms)
        said: dict[str, Any] = {"forms": carried or None, "address": address, "audience": audience}
        if package is not None or audience is not None or asked.pass_mark is not None:
            from .teaching.shelves import fitted

            fit = fitted(shelf, lessons, pass_mark=asked.pass_mark, audience=audience, make_course=package is not None)
            shelf = fit if package is not None or shelf is not None else None
        site = None
        if package is not None and shelf is not None:
            file = export_package(place, package, shelf, by_lesson=unit == "lesson", pelvis=pelvis, **said)
        else:
            parts = viewer_parts(shelf=shelf, pelvis=pelvis) if shelf is not None or pelvis is not None else None
            said["component"] = component
            if asked.kind == "folder":
                site = export_site(place, lessons or None, parts, **said)
            else:
                file = export_page(place, lessons or None, parts, **said)
    if site is None:
        say(f"Wrote {file} ({file.stat().st_size / 1e6:.1f} MB)")
        return
    say(
        f"Wrote {len(site.files)} files into {site.folder} ({site.size / 1e6:.1f} MB, and compressed forms beside them)"
    )
    for name in site.left:
        say(f"{site.folder / name} was changed since an export wrote it, and is left as it is.", wrong=True)


@main.group()
def atlas() -> None:
    """Build, check and export the atlas."""


@atlas.command("build")
def atlas_build() -> None:
    """Turn the tables in meshes/ into surfaces."""
    with problems_in_words():
        from .hosts.progress import progress_bar
        from .modelling.build import build_all

        with progress_bar("Building the atlas") as progress:
            summary = build_all(progress=progress)
        say(str(summary))
        from .hosts.contents import write_contents

        write_contents()


@atlas.command("check")
def atlas_check() -> None:
    """Check the tables and their translations; print each published measure beside the model's value."""
    with problems_in_words():
        from .atlas import read_atlas, read_model
        from .atlas.check import compare_forms, rows
        from .atlas.translations import check_translations

        read = read_atlas()
        check_translations(read)
        table = rows(compare_forms(read, {form: read_model(form=form) for form in FORM_BY_ID}))
    from rich.console import Console
    from rich.table import Table

    drawn = Table(box=None, pad_edge=False, header_style="bold")
    for heading in table[0]:
        drawn.add_column(heading, overflow="fold")
    for row in table[1:]:
        drawn.add_row(*row)
    console = Console()
    console.width = max(console.width, 140)
    console.print(drawn)


@atlas.command("export")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--format", "file_format", type=click.Choice(["ply", "stl", "glb"]), default="ply", show_default=True)
@click.option(
    "--form",
    type=click.Choice(list(FORM_BY_ID), case_sensitive=False),
    default=DEFAULT_FORM,
    show_default=True,
    help="Form of the pelvis.",
)
@click.option("--pelvis", "brought", metavar="NAME|DIR", help="A pelvis of your own, in place of a form.")
@click.pass_context
def atlas_export(context: click.Context, folder: Path, file_format: str, form: str, brought: str | None) -> None:
    """Write one mesh a structure into DIR, with points and lines as CSV and as 3D Slicer markups."""
    with problems_in_words():
        from .modelling.export import export_atlas

        if brought is not None and not _left_out(context, "form"):
            raise click.UsageError("--pelvis takes the place of a form: give one of --form and --pelvis.")
        written = export_atlas(folder, file_format, form=form, pelvis=pelvis_meant(brought))
    say(f"Wrote {len(written)} files into {folder}")


def _left_out(context: click.Context, name: str) -> bool:
    return context.get_parameter_source(name) is ParameterSource.DEFAULT


@main.group()
def pelvis() -> None:
    """Bring a pelvis of your own: keep it, list and check what is kept, take it away."""


@pelvis.command("import")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--name", metavar="NAME", help="What to call it; pelvis, pelvis_2 … by default.")
@click.option("--units", metavar="mm|cm|m", help="What the numbers mean; read or worked out by default.")
@click.option("--axes", metavar="RAS|LPS|ISB|glTF", help="Where the axes point; read or worked out by default.")
@click.option(
    "--landmarks",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Landmarks that you marked, which win over what is found: 3D Slicer markups, or CSV with name,side,x,y,z.",
)
@click.option("--sex", type=click.Choice(["female", "male"]), help="Whose it is, where that is known.")
@click.option("--out", metavar="DIR", type=click.Path(path_type=Path), help="Write it there instead of keeping it.")
def pelvis_import(
    files: Sequence[Path],
    name: str | None,
    units: str | None,
    axes: str | None,
    landmarks: Path | None,
    sex: Sex | None,
    out: Path | None,
) -> None:
    """Read a pelvis from meshes (STL, PLY, OBJ, VTP, GLB) or label maps (NIfTI, NRRD, DICOM SEG), mend and keep it.

    One file a bone or one for all. It stays on this computer, and nothing is kept that names a person. It is for
    teaching, not for planning anything on a patient.
    """
    with problems_in_words():
        from .atlas.brought_form import brought_folder
        from .hosts.progress import progress_bar
        from .modelling.build import read_inputs
        from .modelling.imported.keeping import checked_place, keep
        from .modelling.imported.marked import read_marks
        from .modelling.imported.placed import place_and_tell, write_placed
        from .modelling.imported.reading import read_pelvis

        place = checked_place(name, out)
        inputs = read_inputs()
        marks = read_marks(landmarks, inputs.atlas.landmarks) if landmarks else {}
        try:
            with progress_bar("Importing") as progress:
                brought = read_pelvis(
                    files, units=units, axes=axes, progress=lambda what, share: progress(what, 0.4 * share)
                )
                told, standing = place_and_tell(
                    brought, inputs, marks, lambda what, share: progress(what, 0.4 + 0.6 * share)
                )
                kept = keep(told, place, sex, lambda folder: write_placed(standing, inputs, brought_folder(folder)))
        except MemoryError:
            raise ProblemsFound([Problem(str(files[0]), "needs more memory than there is")]) from None
        except KeyboardInterrupt:
            say("Stopped; nothing is kept.", wrong=True)
            sys.exit(1)
    say(f"Kept as {kept.name}: {kept.folder}" if out is None else f"Wrote {kept.folder}")
    tell_pelvis(kept)


def tell_pelvis(kept: KeptPelvis) -> None:
    """Print the bones of a pelvis, and what was worked out, assumed and mended."""
    from .modelling.imported.brought import BONES

    for bone, about in kept.bones.items():
        size = " x ".join(f"{length:.0f}" for length in about["size_mm"])
        say(f"{BONES[bone]}\t{size} mm\t{about['volume_cm3']:.0f} cm3\t{about['triangles']} triangles")
    missing = [words for bone, words in BONES.items() if bone not in kept.bones]
    if missing:
        say(f"Not in it: {', '.join(missing)}")
    for heading, told in (("Worked out", kept.worked_out), ("Assumed", kept.assumed), ("Mended", kept.mended)):
        for sentence in told:
            say(f"{heading}: {sentence}")


def tell_measures(kept: KeptPelvis) -> None:
    """Print each landmark with its doubt, each measure beside people, and what is unusual."""
    from .atlas.atlas import read_atlas
    from .atlas.brought_form import brought_folder
    from .modelling.imported.checking import landmark_sentences, measure_rows, missing_bones, unusual
    from .modelling.imported.placed import read_placed

    atlas = read_atlas()
    landmarks, model = read_placed(brought_folder(kept.folder))
    titles = {landmark.name: landmark.english for landmark in atlas.landmarks}
    rows = measure_rows(atlas, model, missing_bones(landmarks), kept.sex)
    for sentence in landmark_sentences(landmarks, titles):
        say(f"Landmark: {sentence}")
    for row in rows:
        say(f"Measure: {row.sentence}")
    for sentence in unusual(rows, landmarks, titles):
        say(f"Unusual: {sentence}")


@pelvis.command("list")
def pelvis_list() -> None:
    """Print each kept pelvis with its bones."""
    with problems_in_words():
        from .modelling.imported.brought import BONES
        from .modelling.imported.keeping import kept_pelvises

        for kept in kept_pelvises():
            say(f"{kept.name}\t{', '.join(BONES[bone] for bone in kept.bones)}")


@pelvis.command("check")
@click.argument("name", metavar="NAME|DIR")
def pelvis_check(name: str) -> None:
    """Print what is in a pelvis, its landmarks and measures beside people's, and what was unusual."""
    with problems_in_words():
        from .atlas.brought_form import brought_folder
        from .modelling.imported.keeping import found_pelvis

        kept = found_pelvis(name)
        tell_pelvis(kept)
        if brought_folder(kept.folder).is_dir():
            tell_measures(kept)


@pelvis.command("remove")
@click.argument("name")
def pelvis_remove(name: str) -> None:
    """Take a kept pelvis away."""
    with problems_in_words():
        from .modelling.imported.keeping import remove

        remove(name)
    say(f"Removed {name}")


@main.group()
def lessons() -> None:
    """List, check and preview lessons."""


@lessons.command("list")
@own_lessons
def lessons_list(own: Sequence[Path], only_own: bool, course: Path | None) -> None:
    """Print each lesson's id, steps, audiences, languages and title."""
    with problems_in_words():
        from .teaching.library import read_shelf

        shelf = shelf_of(own, only_own, course) or read_shelf()
        for lesson in shelf.lessons:
            audiences, languages = ", ".join(lesson.audiences), ", ".join(shelf.languages_of(lesson))
            say(f"{lesson.id}\t{len(lesson.steps)} steps\t{audiences}\t{languages}\t{lesson.title}")
        if shelf.problems:
            raise ProblemsFound(shelf.problems)


@lessons.command("check")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@own_lessons
def lessons_check(paths: Sequence[Path], own: Sequence[Path], only_own: bool, course: Path | None) -> None:
    """Check lesson files, course files, or those in a folder; without PATH, all the viewer's own."""
    with problems_in_words():
        from .teaching.shelves import check_everything

        if only_own and not (paths or own or course):
            raise click.UsageError("--only-own needs lessons of your own: PATH, --lessons PATH or --course FILE.")
        checked = check_everything([*paths, *own], course, only_own=only_own)
    counted = [f"{count} {word if count == 1 else word + 's'}" for word, count in checked.items() if count]
    told = " and ".join(filter(None, (", ".join(counted[:-1]), counted[-1])))
    say(f"{told} checked, no problem found.")


@lessons.command("names")
@click.argument("words", nargs=-1, metavar="[WORD]...")
def lessons_names(words: Sequence[str]) -> None:
    """Print the ids that a lesson may name, of all or of those that have each WORD in a name."""
    with problems_in_words():
        from .atlas import read_atlas, read_model
        from .teaching.names import names

        found = [name for name in names(read_atlas(), read_model()) if name.has(words)]
        if not found:
            raise ProblemsFound([Problem(" ".join(words), "found no name with these words", "fewer or other words")])
    for name in found:
        say(f"{name.id}\t{name.kind}\t{name.title}")


@lessons.command("quiz")
@click.argument("paths", metavar="[LESSON.yaml]... FILE", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "file_format",
    type=click.Choice(["gift", "anki"]),
    help="GIFT text (.gift, .txt) or a deck for Anki (.apkg); by the end of FILE's name when left out.",
)
@click.option(
    "--lesson",
    "lessons_",
    metavar="ID",
    multiple=True,
    help="Only this lesson, by its id or as a lesson file of your own (may be repeated).",
)
@click.option(
    "--for",
    "audience",
    type=click.Choice(AUDIENCES),
    default="student",
    show_default=True,
    help="Whose questions.",
)
@click.option(
    "--lang",
    "language",
    type=click.Choice(["en", "es"], case_sensitive=False),
    default="en",
    show_default=True,
    help="In which language; lessons without a translation are left out.",
)
@own_lessons
@click.pass_context
def lessons_quiz(
    context: click.Context,
    paths: Sequence[Path],
    file_format: str | None,
    lessons_: Sequence[str],
    audience: Audience,
    language: str,
    own: Sequence[Path],
    only_own: bool,
    course: Path | None,
) -> None:
    """Write the questions that need no model into FILE, for a learning platform (GIFT) or for Anki.

    Of all lessons, or of your own LESSON.yaml; then FILE may be left out and stands beside it.
    """
    with problems_in_words():
        from .teaching.library import checked_shelf, whole_scene
        from .teaching.sharing.quiz_export import export_quiz
        from .teaching.sharing.quiz_place import quiz_place
        from .teaching.shelves import picked

        given, file, file_format = quiz_place(paths, file_format)
        wanted = [*map(str, given), *lessons_]
        scene = whole_scene()
        shelf = shelf_of(own, only_own, course, wanted)
        if shelf is None:
            shelf = checked_shelf(wanted, scene)
        elif shelf.problems:
            raise ProblemsFound(shelf.problems)
        elif wanted:
            shelf = picked(shelf, wanted)
        if shelf.course is not None:  # its learners are asked, where nobody said otherwise
            if shelf.course.audience and _left_out(context, "audience"):
                audience = shelf.course.audience
            if _left_out(context, "language"):
                language = shelf.course.languages[0]
        written = export_quiz(file, shelf, scene, audience, language, anki=file_format == "anki")
    say(f"Wrote {written.count} questions into {file}")
    if written.left_out:
        say(f"Left out, for there is no translation: {', '.join(written.left_out)}")
    for path in written.dated:
        say(f"Noted in {path} what changed, and when; keep it with the lessons.")
    for path in written.undated:
        told = "cannot be written: Anki will not replace the cards that people have when a question changes."
        say(f"{path} {told}", wrong=True)


@lessons.command("schema")
@click.option("--translation", is_flag=True, help="Of a translation file (lessons/LANG/ID.yaml) instead.")
@click.option("--course", is_flag=True, help="Of a course file instead.")
@click.option(
    "--lesson",
    metavar="ID",
    help="For this lesson alone, by its id or as a file: with its own points, or what is to be translated in it.",
)
def lessons_schema(translation: bool, course: bool, lesson: str | None) -> None:
    """Print the JSON Schema of a lesson file, for editors; with every id that a lesson may name."""
    if course and (translation or lesson is not None):
        raise click.UsageError("--course stands alone: a course file is no lesson and has no translation.")
    with problems_in_words():
        if course:
            from .teaching.library import list_lessons
            from .teaching.schema import course_schema

            say(json.dumps(course_schema({one.id: one.title for one in list_lessons()}), indent=2))
            return
        from .atlas import read_atlas, read_model
        from .teaching.library import lessons_and_files, read_shelf
        from .teaching.pictures.staging import scene_of
        from .teaching.schema import schema, translation_schema

        of = read_shelf(*lessons_and_files([lesson])).lessons[0] if lesson is not None else None
        scene = scene_of(read_atlas(), read_model())
        made = translation_schema(scene, of) if translation else schema(scene, of)
    say(json.dumps(made, indent=2))


@lessons.command("new")
@click.argument("lesson", metavar="ID")
@click.option("--title", help="Its title; made from the id by default.")
@click.option(
    "--folder",
    type=click.Path(path_type=Path),
    help="Where to write ID.yaml; by default lessons/ where there is one, else here.",
)
def lessons_new(lesson: str, title: str | None, folder: Path | None) -> None:
    """Write a first lesson to change, ID.yaml, that works as it is."""
    with problems_in_words():
        from .teaching.lesson.starter import write_starter
        from .teaching.library import lesson_paths

        lessons_here = Path("lessons")
        where = folder or (lessons_here if lessons_here.is_dir() else Path())
        if (named := Path(lesson)).suffix in (".yaml", ".yml"):  # the file to write
            lesson, where = named.stem, folder or (named.parent if len(named.parts) > 1 else where)
        path = write_starter(lesson, where, title, taken=[path.stem for path in lesson_paths()])
    say(f"Wrote {path}. See it, and again at each save: anatomy-viewer lessons preview {path}")


@lessons.command("new-course")
@click.argument("file", type=click.Path(path_type=Path), default=Path("course.yaml"))
@click.option("--title", help="Its title.")
def lessons_new_course(file: Path, title: str | None) -> None:
    """Write a first course to change, FILE (course.yaml), that works as it is, with the lessons that lie beside it."""
    with problems_in_words():
        from .teaching.shelves import write_course_starter

        path = write_course_starter(file, title)
    say(f"Wrote {path}. See it: anatomy-viewer serve --course {path}")


@lessons.command("preview")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--port", default=0, type=click.IntRange(0, 65535), help="0 picks a free one.", show_default=True)
@click.option("--no-browser", is_flag=True, help="Do not open a browser.")
@own_lessons
@host_names
@base_path
def lessons_preview(
    path: Path,
    port: int,
    no_browser: bool,
    own: Sequence[Path],
    only_own: bool,
    course: Path | None,
    host_names: Sequence[str],
    base_path: str,
) -> None:
    """Open the page with the lesson in PATH; each save shows at once, with what is wrong with it."""
    with problems_in_words():
        from .hosts.server import serve as serve_viewer
        from .teaching.lesson.files import lesson_file

        parts = live_parts(lesson_file(path), own, only_own, course, None)
        serve_viewer(port=port, open_browser=not no_browser, parts=parts, allowed_hosts=host_names, base=base_path)

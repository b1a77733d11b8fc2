#!/usr/bin/python3
"""A bare window around WebKitGTK for a driver; run by Debian's own Python, which has the bindings.

``webkit_window.py FOLDER WIDTH HEIGHT``. What a person would ask of the window itself is asked by a file
FOLDER/request: ``size WIDTH HEIGHT``, or ``print``, which is what Ctrl+P is in every browser. FOLDER/target names the
PDF that the next print is written to.
"""

import sys
from pathlib import Path

import gi

gi.require_version("Gdk", "3.0")
gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import GLib, Gtk, WebKit2  # noqa: E402

folder, width, height = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
operations = []
IN_THE_PAGE = """(() => {
  window.print = () => webkit.messageHandlers.print.postMessage(''); // under automation the page's own call is dropped
  const tell = (...words) => webkit.messageHandlers.complaint.postMessage(words.map(String).join(' ').replace(/\\s+/g, ' '));
  for (const kind of ['error', 'warn']) {
    const said = console[kind];
    console[kind] = (...words) => { tell(`${kind}:`, ...words); said.apply(console, words); };
  }
  addEventListener('error', event => tell('error:', event.message, event.filename, event.lineno));
  addEventListener('unhandledrejection', event => tell('rejected:', event.reason, event.reason?.stack));
  document.addEventListener('securitypolicyviolation', event => tell('refused:', event.violatedDirective, event.blockedURI));
})()"""


def print_to_file():
    operation = WebKit2.PrintOperation.new(view)
    settings = Gtk.PrintSettings()
    settings.set_printer("Print to File")
    settings.set(Gtk.PRINT_SETTINGS_OUTPUT_FILE_FORMAT, "pdf")
    settings.set(Gtk.PRINT_SETTINGS_OUTPUT_URI, Path((folder / "target").read_text()).as_uri())
    settings.set_paper_size(Gtk.PaperSize.new("iso_a4"))
    operation.set_print_settings(settings)
    setup = Gtk.PageSetup()
    setup.set_paper_size_and_default_margins(Gtk.PaperSize.new("iso_a4"))
    operation.set_page_setup(setup)
    operation.connect("failed", lambda _, error: print("PRINT FAILED", error, flush=True))
    operations.append(operation)
    operation.print_()


def answer_request():
    request = folder / "request"
    if request.exists():
        word, *values = request.read_text().split()
        request.unlink()
        if word == "size":
            window.resize(*map(int, values))
        else:
            print_to_file()
    return True


def make_view(_session=None):
    return view


context = WebKit2.WebContext.new_ephemeral()
context.set_automation_allowed(True)


def automation_started(_context, session):
    info = WebKit2.ApplicationInfo()
    info.set_name("anatomy-viewer-tests")
    session.set_application_info(info)
    session.connect("create-web-view", make_view)


context.connect("automation-started", automation_started)
settings = WebKit2.Settings()
settings.set_enable_webgl(True)
Gtk.Settings.get_default().set_property("gtk-enable-animations", False)  # prefers-reduced-motion
content = WebKit2.UserContentManager()
content.add_script(
    WebKit2.UserScript(
        IN_THE_PAGE, WebKit2.UserContentInjectedFrames.ALL_FRAMES, WebKit2.UserScriptInjectionTime.START, None, None
    )
)
content.connect(
    "script-message-received::complaint",
    lambda _, told: print("COMPLAINT", told.get_js_value().to_string(), flush=True),
)
content.register_script_message_handler("complaint")
content.connect("script-message-received::print", lambda *_: print_to_file())
content.register_script_message_handler("print")
view = WebKit2.WebView(
    web_context=context, is_controlled_by_automation=True, settings=settings, user_content_manager=content
)
window = Gtk.Window()
window.set_default_size(width, height)
window.add(view)
window.connect("destroy", Gtk.main_quit)
window.show_all()
GLib.timeout_add(50, answer_request)
Gtk.main()

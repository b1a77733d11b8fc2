"""What the page does without in the library that draws: two thirds of it, which every browser would fetch and read.

trame-vtk packs all of vtk.js as one function, and what vtk.js needs for files of every kind, with a whole document
object model. The three components of the page reach a third; a page with others gets all. The version of trame-vtk is
locked; a script that is not the one that is known here stays as it is.
"""

from __future__ import annotations

__all__ = ["COMPONENTS", "LEFT_OUT", "needed_part"]

COMPONENTS = frozenset({"vtk-view", "vtk-geometry-representation", "vtk-polydata"})
"""What still works when the pieces in `LEFT_OUT` are left out."""

LEFT_OUT = (
    # What names the functions that a standard asks for, by two faults of its own. For each a browser reads the whole
    # script once more, to say in which line it happened.
    (
        '{try{return arguments.callee,Ss}catch{try{return tr(arguments,"callee").get}catch{return Ss}}}()',
        ":Ss,Pr=",
        '{return tr(arguments,"callee").get}()',
    ),
    ("try{null.error}catch(t){var c2=on(on(t));", 'nr["%Error.prototype%"]=c2}', "{var c2=Error.prototype;"),
    # Glyphs; images and what is flat; slices, transforms; scalar bars, skies, spheres and sticks; volumes and flow.
    (",{vtkErrorMacro:Ya}=bt,{Representation:m8}=yr", ";var b8={NONE:-1,I:0", ""),
    ("function Kn(t,e,a){return t.length>0?", ";var{vtkDebugMacro:Q8}=bt;", ""),
    ("{vtkWarningMacro:ax}=A,tc;function ix(", "xx=t=>t,N1=", " "),
    (",Tx=[2,0,1,2,2,3,2,4,", ";var Xx={HORIZONTAL:", ""),
    ("function t7(t,e){e.", ";var X1={NEAREST:0,LINEAR:1,FAST_LINEAR:2}", ""),
    (",D7=`//VTK::System::Dec", ";function rh(){const t=new ArrayBuffer(4)", ""),
    # Sources and tubes.
    (",{vtkWarningMacro:SS}=A;function TS(", ";var{vtkErrorMacro:Ch,vtkDebugMacro:qS}=A", ""),
    # Files of every kind.
    ('function Sh(t){return new TextDecoder("latin1")', "Ow={int32:Int32Array", "const "),
    # All scales of colours but the one that a representation begins with.
    ('{"Name":"KAAMS",', '{"ColorSpace":"Lab","Name":"erdc_rainbow_bright"', ""),
    (',{"ColorSpace":"Lab","Name":"erdc_rainbow_dark"', "]'),la=Object.create(null)", ""),
    # Pictures from a server, other hands, headsets; and the components that need all this.
    (',Jh={setup(){const t=se.inject("dataset")', ";var Yo={Unknown:0,", ""),
    (',li={type:"StartInteractionEvent"}', ";function z_(t,e){", ""),
    ("const hg={props:{viewId:{type:String", 'var aE="WebGL"', ""),
    ("class xb{constructor(e){this.readyRef=e", "function Nd(t){let e=!1", ""),
    ("eu={props:{camera:{type:Object", "wb={props:{background:", ""),
    ("var mi=[];function _b(t){", ";const Pd={", ""),
    ("const Pd={", ";function Qb(){", "const Pd={VtkGeometryRepresentation:Ww,VtkPolydata:Yh,VtkView:wb}"),
)
"""Where a piece begins, which stands once in the script; what follows it and stays; what is there in its place."""


def needed_part(script: str) -> str:
    """Return a packed script without the pieces in `LEFT_OUT`, or as it is where one of them is not found in it."""
    rest = script
    for begins, follows, instead in LEFT_OUT:
        start = rest.find(begins)
        end = rest.find(follows, start + len(begins))
        if start < 0 or end < 0 or rest.find(begins, start + 1) >= 0:
            return script
        rest = rest[:start] + instead + rest[end:]
    return rest

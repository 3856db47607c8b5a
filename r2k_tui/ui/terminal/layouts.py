"""What a screen looked like at its last layout, so that the next one paints all that has changed since."""

from __future__ import annotations

from textual._compositor import Compositor, CompositorMap, ReflowResult
from textual.geometry import Size
from textual.widget import Widget

_REFLOW = Compositor.reflow


def _reflow(compositor: Compositor, parent: Widget, size: Size) -> ReflowResult:
    kept = vars(compositor)
    last: CompositorMap | None = kept.get("r2k_last_layout")
    if last is not None:
        compositor._full_map = last
    result = _REFLOW(compositor, parent, size)
    kept["r2k_last_layout"] = compositor._full_map
    return result


def remember_layouts() -> None:
    """From now on a layout is compared with the layout before it.

    Textual compares it with the map it has, which it also makes anew when somebody merely asks where a widget is
    while a layout is due. What has moved or gone by then is the same in both maps and never painted: a notice that
    is over stays on the screen until something else is laid over it.
    """
    Compositor.reflow = _reflow  # type: ignore[method-assign,assignment]

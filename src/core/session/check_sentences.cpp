#include "core/session/check_sentences.hpp"

#include "core/base/text.hpp"

namespace firebreak {

std::string lane_task(std::string_view reason, double limit_m, bool by_default) {
  if (reason == "manoeuvring")
    return text(
        "wide enough, but not in a straight line: measure the narrowest clear width and "
        "see whether an engine gets round ({:g} m needed)",
        limit_m);
  if (reason == "gate")
    return text("a gate: measure its clear width and ask how it is opened ({:g} m needed)",
                limit_m);
  if (reason == "gate_or_lane")
    return text("measure the gate and the lane beside it apart: the gate needs {:g} m", limit_m);
  if (reason == "gate_unclear")
    return text(
        "a gate at a junction or near the line: does it close this lane? Measure its clear width "
        "({:g} m needed)",
        limit_m);
  if (reason == "walled_unclear")
    return text(
        "measure the clear width between the buildings or walls on both sides ({:g} m needed)",
        limit_m);
  if (reason == "passage_height" && by_default)
    return text(
        "a passage: measure its clear height ({:g} m by the default of the program: the profile "
        "sets no clear height)",
        limit_m);
  if (reason == "passage_height")
    return text("a passage: measure its clear height ({:g} m needed)", limit_m);
  if (reason == "conflict_building")
    return text(
        "a building is drawn over the lane: passage or error? Measure the clear width "
        "({:g} m needed)",
        limit_m);
  if (reason == "conflict_barrier")
    return text(
        "a wall or fence is drawn across the lane: opening or error? Measure the clear "
        "width ({:g} m needed)",
        limit_m);
  return text("measure the narrowest clear width ({:g} m needed)", limit_m);
}

std::string engine_task(double required_m) {
  return text("measure the narrowest clear width: the engine needs {:.2f} m", required_m);
}

std::string hydrant_task(std::string_view hydrant, double radius_m, std::string_view reason,
                         bool whole) {
  if (hydrant.empty())
    return text(
        "find the hydrant nearest to the building and measure the distance ({:g} m "
        "allowed)",
        radius_m);
  if (reason == "route_not_computed")
    return text("measure the route of the hose from hydrant {} to the building ({:g} m allowed)",
                hydrant, radius_m);
  if (!whole)
    return text("measure from hydrant {} to the building ({:g} m allowed)", hydrant, radius_m);
  return text(
      "find the free wall farthest from all hydrants and measure from it to the hydrant nearest to "
      "it ({1:g} m allowed); nearest to the building is {0}",
      hydrant, radius_m);
}

std::string way_in_task(double required_m) {
  return text("walk the way in and measure its narrowest place: the engine needs {:.2f} m",
              required_m);
}

std::string hydrant_state_task(bool doubtful_position) {
  return doubtful_position
             ? text("is the hydrant there, and does it work? Its position is doubtful")
             : text("does the hydrant work?");
}

std::string defect_task(std::string_view kind) {
  if (kind == "isolated_road") return text("does this road join the others? Note where");
  if (kind == "empty_geometry")
    return text(
        "it has no place on the map: note where it stands, by coordinates or street corner");
  return text("look at the place and note what is really there");
}

}  // namespace firebreak

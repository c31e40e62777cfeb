#pragma once

#include <QString>
#include <optional>
#include <string>
#include <vector>

#include "core/analysis/lane_reach.hpp"
#include "core/analysis/story.hpp"
#include "gui/document.hpp"

namespace firebreak::gui {

/// The row of `building_risk` that a row of `buildings` or of itself stands for.
std::optional<std::uint32_t> judged_building(const Document& document, const FeatureTable& table,
                                             std::uint32_t row);

/// The way in to a row of `building_risk`; empty where it was not found or is not known any more.
/// A search over the roads: once for a building, for its words and its picture.
std::optional<WayRoute> route_to(const Document& document, const FeatureTable& buildings,
                                 std::uint32_t row);

/// The story of a row of `building_risk` in the user's language; the document has results.
std::vector<StoryPart> story_parts(const Document& document, const FeatureTable& buildings,
                                   std::uint32_t row, const std::optional<WayRoute>& route);

/// What the story of a building speaks of, in city metres: the line to its nearest hydrant, its way
/// in with the narrowest lane and the pinch points of that, and the neighbours near enough for fire
/// to cross. Found once for a building; drawn as often as the map moves.
struct StoryPicture {
  struct Gap {
    Xy from, to;
    double metres = 0;
  };
  std::optional<Gap> hydrant;
  std::vector<Xy> route;  ///< from where the engine comes; empty if that is not known
  bool from_station = false;
  std::vector<Xy> lane;                ///< the narrowest; empty where none is narrow
  std::optional<double> lane_width_m;  ///< of the narrowest
  bool lane_blocks = false;
  std::vector<std::pair<Xy, std::optional<double>>> pinches;  ///< place and clear width
  std::vector<Gap> gaps;
  std::vector<std::vector<Xy>> neighbours;  ///< their rings
};
StoryPicture story_picture(const Document& document, const FeatureTable& buildings,
                           std::uint32_t row, const std::optional<WayRoute>& route);

}  // namespace firebreak::gui

#pragma once

#include <QString>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/analysis/account_words.hpp"
#include "core/analysis/lane_reach.hpp"
#include "core/analysis/story.hpp"
#include "gui/document.hpp"

namespace firebreak::gui {

/// The row of the `building_risk` of the results shown (`Document::judged_table`) that a row of a
/// table of buildings stands for.
std::optional<std::uint32_t> judged_building(const Document& document, const FeatureTable& table,
                                             std::uint32_t row);

/// The building of the city that the results were made from; empty where they come from a file.
std::optional<std::uint32_t> building_in_city(const Document& document,
                                              const FeatureTable& buildings, std::uint32_t row);

/// The way in to a row of `building_risk`; empty where it was not found or is not known any more.
/// A search over the roads: once for a building, for its words and its picture.
std::optional<WayRoute> route_to(const Document& document, const FeatureTable& buildings,
                                 std::uint32_t row);

/// What story and picture of the chosen feature are made from: with the same makings they are the
/// same. Everything is kept alive, so that an address is never reused.
struct StoryMakings {
  std::vector<std::shared_ptr<const void>> parts;
  std::uint32_t row = 0;
  friend bool operator==(const StoryMakings&, const StoryMakings&) = default;
};
StoryMakings story_makings(const Document& document, const TablePtr& table, std::uint32_t row);

/// The story of a row of `building_risk` in the user's language; the document has results.
std::vector<StoryPart> story_parts(const Document& document, const FeatureTable& buildings,
                                   std::uint32_t row, const std::optional<WayRoute>& route);

/// What the story of a building speaks of, in city metres: the lines to its nearest hydrants and
/// the hose that is laid, its way in with the narrowest lane and the pinch points along it, and the
/// neighbours near enough for fire to cross. Found once for a building; drawn as often as the map
/// moves.
struct StoryPicture {
  struct Gap {
    Xy from, to;
    double metres = 0;
  };
  /// A source of water: from the building to it.
  struct Source {
    Gap line;
    std::string id;
    TablePtr table;  ///< that tells of it
    std::uint32_t row = 0;
  };
  std::vector<Source> sources;  ///< nearest first, five at most
  std::vector<Xy> hose;         ///< as it is laid along the roads; empty if that is not known
  std::optional<double> hose_m;
  std::vector<Xy> route;  ///< from where the engine comes; empty if that is not known
  bool from_station = false;
  std::vector<Xy> lane;                ///< the narrowest; empty where none is narrow
  std::optional<double> lane_width_m;  ///< of the narrowest
  bool lane_blocks = false;
  struct Pinch {
    Xy at;
    std::optional<double> width_m;
    bool narrowest = false;  ///< it lies on the lane that decides
  };
  std::vector<Pinch> pinches;
  std::vector<Gap> gaps;
  std::vector<std::vector<Xy>> neighbours;  ///< their rings
};
/// The water account of a row of `building_risk`, line by line; the rows it names are those of
/// `hydrant_reach` (`Document::judged_table`). Empty where the result holds none.
std::vector<AccountLine> account_of(const Document& document, const FeatureTable& buildings,
                                    std::uint32_t row);
/// One of its sources in words: "Hydrant h1: 62 m, working, 10 L/s".
QString source_words(const StoryPicture::Source& source);
StoryPicture story_picture(const Document& document, const FeatureTable& buildings,
                           std::uint32_t row, const std::optional<WayRoute>& route);

}  // namespace firebreak::gui

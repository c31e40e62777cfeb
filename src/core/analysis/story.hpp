#pragma once

#include <string>
#include <vector>

#include "core/base/text.hpp"
#include "core/model/feature_table.hpp"

namespace firebreak {

/// The rule behind a parameter as a report cites it: "H1-CN, GB 50974-2014 7.2.5: 150 m [V2/VP]";
/// empty if the run did not use it.
std::string cited(const RunRecord& record, std::string_view key, Language in);

/// One paragraph of a building's story: a heading, complete sentences, and the rules they rest on.
struct StoryPart {
  std::string topic;  ///< "building", "water", "way_in", "neighbours", "district"
  std::string heading;
  std::vector<std::string> sentences;
  std::vector<std::string> rules;  ///< as `cited`
  std::size_t in_brief = 1;  ///< how many of the sentences stand in the paragraph of all parts
};

/// What is known of the building's way in beyond its row: how it is driven (lane_reach.hpp).
struct WayTold {
  double length_m = 0;
  std::size_t lanes = 0;
  std::string narrowest_id;
  bool narrows = false;       ///< false: nowhere narrower than widths are told
  bool holds = false;         ///< the lane named has the smallest known width of the way
  bool from_station = false;  ///< else from the main road network
};

/// The whole story of one building, in the language named, whatever language the file was made in:
/// sentences are made from codes and figures. `building` is one row of `building_risk`; `clusters`,
/// `zones` and `blocks` are its rows of `fire_clusters`, `risk_zones` and `street_blocks`, or empty
/// tables. What the run did
/// not compute has no paragraph.
std::vector<StoryPart> building_story(const FeatureTable& building, const FeatureTable& clusters,
                                      const FeatureTable& zones, const FeatureTable& blocks,
                                      const RunRecord& record, Language language,
                                      const WayTold* way = nullptr);

}  // namespace firebreak

#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "gui/results.hpp"

namespace firebreak::gui {

/// What single lanes are called (`lane_name`), by their ids. A layer of up to a million rows is
/// gone through once for all that are asked for together, and not again while it stays.
class LaneNames {
 public:
  /// Looks up those not known yet in `fire_lanes`; null: no lane is known by a name.
  void look_up(const TablePtr& lanes, const std::vector<std::string>& ids);
  /// The id itself where it was not found.
  const std::string& of(const std::string& id) const;

 private:
  /// Keeps no results alive that the window has let go.
  std::weak_ptr<const FeatureTable> lanes_;
  std::map<std::string, std::string, std::less<>> names_;
};

}  // namespace firebreak::gui

#include "gui/lane_names.hpp"

#include <set>
#include <string_view>

#include "core/model/cells.hpp"
#include "gui/lane_words.hpp"

namespace firebreak::gui {

void LaneNames::look_up(const TablePtr& lanes, const std::vector<std::string>& ids) {
  if (!lanes || lanes != lanes_.lock()) names_.clear();
  lanes_ = lanes;
  std::set<std::string_view> wanted;
  for (const std::string& id : ids)
    if (!names_.contains(id)) wanted.insert(id);
  const Column* column = lanes ? lanes->column("lane_id") : nullptr;
  if (column != nullptr && column->type == ColumnType::text)
    for (std::size_t row = 0; row < column->size() && !wanted.empty(); ++row) {
      if (!column->has(row)) continue;
      const auto found = wanted.find(column->texts[row]);
      if (found == wanted.end()) continue;
      names_.emplace(*found, lane_name(*lanes, static_cast<std::uint32_t>(row)));
      wanted.erase(found);
    }
  for (const std::string_view id : wanted) names_.emplace(id, id);
}

const std::string& LaneNames::of(const std::string& id) const {
  const auto found = names_.find(id);
  return found == names_.end() ? id : found->second;
}

}  // namespace firebreak::gui

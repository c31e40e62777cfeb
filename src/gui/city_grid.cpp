#include "gui/city_grid.hpp"

namespace firebreak::gui {

CityGrid grid_of(const Document& document) {
  if (const auto city = document.city())
    return {city->crs.known() ? city->crs.wkt() : std::string(), city->origin};
  if (const auto results = document.results()) {
    const RunRecord& record = results->record();
    return {record.crs_wkt, {record.origin_x_m, record.origin_y_m}};
  }
  return {};
}

}  // namespace firebreak::gui

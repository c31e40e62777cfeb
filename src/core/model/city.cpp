#include "core/model/city.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "core/base/parallel.hpp"
#include "core/base/text.hpp"
#include "core/geo/measure.hpp"
#include "core/model/unit_places.hpp"

namespace firebreak {

namespace {

template <class T>
void share(std::shared_ptr<const T>& fresh, const std::shared_ptr<const T>& before) {
  if (fresh != before && *fresh == *before) fresh = before;
}

}  // namespace

void share_unchanged(City& fresh, const City& before) {
  if (!(fresh.crs == before.crs) || !(fresh.origin == before.origin)) return;
  share(fresh.buildings, before.buildings);
  share(fresh.roads, before.roads);
  share(fresh.hydrants, before.hydrants);
  share(fresh.stations, before.stations);
  share(fresh.obstacles, before.obstacles);
  share(fresh.barriers, before.barriers);
  share(fresh.units, before.units);
  share(fresh.carriageway, before.carriageway);
  share(fresh.carriageway_sources, before.carriageway_sources);
  share(fresh.water, before.water);
  share(fresh.open_land, before.open_land);
  share(fresh.study_area, before.study_area);
  share(fresh.built_up, before.built_up);
  share(fresh.others, before.others);
  share(fresh.checks, before.checks);
  share(fresh.overrides, before.overrides);
  share(fresh.network, before.network);
  const auto same = [](const WidenedLane& a, const WidenedLane& b) {
    return a.segment == b.segment && a.width_m == b.width_m;
  };
  if (std::ranges::equal(*fresh.widened, *before.widened, same)) fresh.widened = before.widened;
}

std::string source_words(std::string_view path, std::string_view layer) {
  const std::filesystem::path file(path);
  const std::string name = file.filename().string();
  if (layer.empty() || file.stem().string() == layer) return name;
  return name.empty() ? std::string(layer) : name + ", " + std::string(layer);
}

std::string record_words(const Source& source, std::int64_t fid) {
  // The reader numbers the objects of OpenStreetMap 4 · id + kind (node, way, relation).
  if (source.driver != "OSM" || fid < 0) return std::to_string(fid);
  return std::string(1, "nwr?"[fid % 4]) + std::to_string(fid / 4);
}

std::optional<Id<ManagementUnit>> unit_at(const City& city, Xy at) {
  const auto& units = *city.units;
  const auto found = finest_unit(
      units.shapes, units.index, [&](std::uint32_t u) { return units[u].level; },
      [&](std::uint32_t u) { return area_m2(units.shapes, u); }, at);
  return found ? std::optional(Id<ManagementUnit>{*found}) : std::nullopt;
}

std::vector<std::optional<Id<ManagementUnit>>> unit_of_buildings(const City& city, const Job& job) {
  const auto& footprints = city.buildings->shapes;
  std::vector<std::optional<Id<ManagementUnit>>> unit(footprints.size());
  if (city.units->empty()) return unit;
  parallel_for(job, footprints.size(), 1024, translate("finding management units"),
               [&](std::size_t begin, std::size_t end, unsigned) {
                 for (std::size_t b = begin; b < end; ++b)
                   unit[b] = unit_at(city, interior_point(footprints, b));
               });
  return unit;
}

PlaceSteps place_steps(const City& city, Origin origin) {
  if (origin.source >= city.sources.size()) return {};
  const PlaceSteps steps = city.sources[origin.source].place_steps;
  const auto key = [](Origin o) { return std::pair(o.source, o.fid); };
  const auto found = std::ranges::lower_bound(city.placed_records, key(origin), {},
                                              [&](const PlacedRecord& r) { return key(r.origin); });
  const bool own = found != city.placed_records.end() && found->origin == origin;
  return own ? steps.with(found->steps) : steps;
}

double sigma_m(const City& city, Origin a, Origin b) {
  const Source& first = city.sources[a.source];
  const Source& second = city.sources[b.source];
  if (a.source == b.source) return first.relative_accuracy_m;
  return std::hypot(first.accuracy_m, second.accuracy_m);
}

}  // namespace firebreak

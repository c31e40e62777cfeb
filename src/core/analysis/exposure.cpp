#include "core/analysis/exposure.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/parallel.hpp"
#include "core/geo/measure.hpp"
#include "core/model/key_sites.hpp"

namespace firebreak {

namespace {

constexpr double storey_height_m = 3.0;
constexpr double residential_m2_per_person = 30;

bool knows_floors(const Building& b) {
  return b.storeys.has_value() || b.height_m.has_value() || b.floor_area_m2.has_value();
}

void fill_floor_area(const Building& b, bool city_knows_floors, Exposure& out) {
  if (b.floor_area_m2) {
    out.floor_area_m2 = static_cast<double>(*b.floor_area_m2);
    out.floor_basis = Basis::declared;
  } else if (b.storeys) {
    out.floor_area_m2 = out.footprint_m2 * std::max(1.0, static_cast<double>(*b.storeys));
    out.floor_basis = Basis::imputed;
  } else if (b.height_m) {
    out.floor_area_m2 =
        out.footprint_m2 *
        std::max(1.0, std::floor(static_cast<double>(*b.height_m) / storey_height_m));
    out.floor_basis = Basis::imputed;
  } else if (city_knows_floors) {
    out.floor_area_m2 = out.footprint_m2 * default_storeys(b.use);
    out.floor_basis = Basis::default_value;
  }
}

void count_key_sites(const City& city, std::vector<Exposure>& all) {
  for (const Layer& layer : *city.others)
    if (layer.role == Role::key_sites)
      for (const auto& building : building_of_sites(city, layer))
        if (building) ++all[*building].key_sites;
}

}  // namespace

void ExposureSum::add(const Exposure& building) {
  add(ExposureSum{building.floor_area_m2, building.people, building.key_sites});
}

void ExposureSum::add(const ExposureSum& others) {
  if (others.floor_area_m2) floor_area_m2 = floor_area_m2.value_or(0) + *others.floor_area_m2;
  if (others.people.value_or(0) > 0) people = people.value_or(0) + *others.people;
  key_sites += others.key_sites;
}

std::optional<double> floor_per_person_m2(Use use) {
  switch (use) {
    case Use::unknown:
      return std::nullopt;
    case Use::residential:
    case Use::house:
    case Use::apartments:
    case Use::hotel:
      return residential_m2_per_person;
    case Use::office:
    case Use::public_:
    case Use::school:
    case Use::health:
    case Use::religious:
    case Use::transport:
      return 12;
    case Use::commercial:
    case Use::retail:
      return 5;
    case Use::industrial:
    case Use::storage:
      return 100;
    case Use::agricultural:
    case Use::garage:
    case Use::ancillary:
    case Use::ruin:
    case Use::construction:
      return std::numeric_limits<double>::infinity();
  }
  return std::nullopt;
}

double default_storeys(Use use) {
  switch (use) {
    case Use::residential:
    case Use::house:
      return 2;
    case Use::apartments:
    case Use::hotel:
    case Use::office:
      return 4;
    case Use::commercial:
    case Use::public_:
    case Use::school:
    case Use::health:
      return 2;
    default:
      return 1;
  }
}

std::vector<Exposure> exposure(const City& city, const Job& job) {
  const auto& buildings = *city.buildings;
  const bool city_knows_floors =
      std::any_of(buildings.rows.begin(), buildings.rows.end(), knows_floors);
  std::vector<Exposure> all(buildings.size());
  count_key_sites(city, all);
  parallel_for(
      job, all.size(), 4096, "Weighing buildings",
      [&](std::size_t begin, std::size_t end, unsigned) {
        for (std::size_t i = begin; i < end; ++i) {
          const Building& b = buildings[i];
          if (b.obstacle_only) continue;
          Exposure& out = all[i];
          out.footprint_m2 = area_m2(buildings.shapes, i);
          fill_floor_area(b, city_knows_floors, out);
          const double floor_m2 = out.floor_area_m2.value_or(out.footprint_m2);
          const auto per_person = floor_per_person_m2(b.use);
          double weighed_people = floor_m2 / per_person.value_or(residential_m2_per_person);
          if (b.people) {
            out.people = weighed_people = static_cast<double>(*b.people);
            out.people_basis = Basis::declared;
          } else if (per_person && out.floor_area_m2) {
            out.people = weighed_people;
            out.people_basis = Basis::default_value;
          }
          out.weight = floor_m2 / 1000 + weighed_people / 10 + (out.key_sites > 0 ? 10 : 0);
        }
      });
  return all;
}

}  // namespace firebreak

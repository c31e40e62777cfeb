#include "core/analysis/compounds.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <set>

#include "core/analysis/compound_entrances.hpp"
#include "core/analysis/compound_ring.hpp"
#include "core/base/hash.hpp"
#include "core/geo/measure.hpp"

namespace firebreak {

namespace {

using Compound = Compounds::Compound;
using Entrance = Compounds::Entrance;
using Reason = Compounds::Reason;

bool is_outline(const Shapes& shapes, std::size_t f) {
  for (auto p = shapes.first_part(f); p < shapes.end_part(f); ++p)
    if (shapes.part_kind[p] == PartKind::outer) return true;
  return false;
}

/// The middle of the outline to a decimetre, in the city's CRS.
std::string id_of_place(const City& city, const Shapes& shapes, std::uint32_t row) {
  StableHash hash;
  const Xy at = city.to_crs(shapes.boxes[row].centre());
  for (const double value : {at.x_m, at.y_m})
    hash.add(static_cast<std::int64_t>(std::llround(10 * value)));
  return hash.id("c_");
}

/// The outlines of all layers, each with the id of its source where that is its own, else with one
/// of its place.
std::vector<Compound> outlines(const City& city) {
  std::vector<Compound> compounds;
  std::set<std::string, std::less<>> taken;
  for (std::uint32_t l = 0; l < city.others->size(); ++l) {
    const Layer& layer = (*city.others)[l];
    if (layer.role != Role::compounds) continue;
    const auto ids = std::ranges::find(layer.columns, "id", &Column::name);
    const bool named = ids != layer.columns.end() && ids->type == ColumnType::text;
    for (std::uint32_t row = 0; row < layer.shapes.size(); ++row) {
      if (!is_outline(layer.shapes, row)) continue;
      Compound compound;
      compound.layer = l;
      compound.row = row;
      if (named && ids->has(row)) compound.id = ids->texts[row];
      if (compound.id.empty() || taken.contains(compound.id))
        compound.id = id_of_place(city, layer.shapes, row);
      for (int more = 2; !taken.insert(compound.id).second; ++more)
        compound.id = id_of_place(city, layer.shapes, row) + "-" + std::to_string(more);
      compound.unit = unit_at(city, interior_point(layer.shapes, row));
      compounds.push_back(std::move(compound));
    }
  }
  return compounds;
}

const Shapes& shapes_of(const City& city, const Compound& compound) {
  return (*city.others)[compound.layer].shapes;
}

void take_least(std::optional<double>& least, const std::optional<double>& value) {
  if (value && (!least || *value < *least)) least = value;
}

void count_entrances(std::span<const Entrance> entrances, const City& city, Compound& compound) {
  for (const Entrance& entrance : entrances) {
    ++compound.entrances;
    if (entrance.engine_verdict == Verdict::pass) ++compound.entrances_pass;
    if (entrance.gate) ++compound.gates;
    if (entrance.gate && (*city.obstacles)[*entrance.gate].opening == Opening::locked)
      ++compound.locked;
    take_least(compound.narrowest_m, entrance.width_m);
    take_least(compound.lowest_m, entrance.height_m);
  }
}

void count_hydrants(const City& city, double near_m, Compound& compound) {
  const Shapes& shapes = shapes_of(city, compound);
  city.hydrants->index.in_box(shapes.boxes[compound.row].grown(near_m), [&](std::uint32_t h) {
    const Hydrant& hydrant = (*city.hydrants)[h];
    if (!hydrant.usable()) return;
    if (contains(shapes, compound.row, hydrant.at))
      ++compound.hydrants_inside;
    else if (distance_m(shapes, compound.row, hydrant.at) <= near_m)
      ++compound.hydrants_near;
  });
}

/// Adds the buildings whose inner points lie in a compound.
void count_buildings(const City& city, const Lanes::Result& lanes, std::uint32_t number,
                     Compounds::Result& result) {
  Compound& compound = result.compounds[number];
  const Shapes& shapes = shapes_of(city, compound);
  city.buildings->index.in_box(shapes.boxes[compound.row], [&](std::uint32_t b) {
    if ((*city.buildings)[b].obstacle_only ||
        !contains(shapes, compound.row, interior_point(city.buildings->shapes, b)))
      return;
    ++compound.buildings;
    if (lanes.buildings[b].cut_off == Lanes::CutOff::no) ++compound.reached;
    if (lanes.buildings[b].cut_off == Lanes::CutOff::yes) ++compound.cut_off;
    if (!result.of_building[b]) result.of_building[b] = number;
  });
}

void grade(std::span<const Entrance> entrances, const City& city, Compound& compound) {
  const auto lowers = [&](Reason reason, bool holds) {
    if (holds) compound.reasons |= 1U << static_cast<unsigned>(reason);
  };
  const auto any = [&](auto holds) { return std::ranges::any_of(entrances, holds); };
  const auto engine_fails = [](const Entrance& e) { return e.engine_verdict == Verdict::fail; };
  const auto is = [](Verdict verdict) {
    return [verdict](const Entrance& e) { return e.verdict == verdict; };
  };
  lowers(Reason::no_way_in, !entrances.empty() && std::ranges::all_of(entrances, engine_fails));
  lowers(Reason::buildings_cut_off, compound.cut_off > 0);
  lowers(Reason::no_hydrant,
         !city.hydrants->empty() && compound.hydrants_inside == 0 && compound.hydrants_near == 0);
  lowers(Reason::entrance_fails, any(is(Verdict::fail)));
  lowers(Reason::one_entrance, compound.entrances_pass == 1);
  lowers(Reason::entrance_unsure,
         any(is(Verdict::marginal)) || any(is(Verdict::unknown)) ||
             (compound.entrances_pass == 0 && !std::ranges::all_of(entrances, engine_fails)));
  lowers(Reason::no_entrance_known, entrances.empty());
  lowers(Reason::way_in_unknown, compound.reached + compound.cut_off < compound.buildings);
  const bool red = compound.has(Reason::no_way_in) || compound.has(Reason::buildings_cut_off) ||
                   compound.has(Reason::no_hydrant);
  compound.grade = red                     ? Compounds::Grade::red
                   : compound.reasons != 0 ? Compounds::Grade::yellow
                                           : Compounds::Grade::green;
}

}  // namespace

std::span<const Param<Compounds::Params>> Compounds::Params::schema() {
  using P = Params;
  static const std::array params{
      Param<P>{"compound_hydrant_m", "a hydrant this near to a housing compound serves it",
               &P::compound_hydrant_m, 0, 2000},
  };
  return params;
}

bool has_compounds(const City& city) {
  return std::ranges::any_of(*city.others, [](const Layer& layer) {
    if (layer.role != Role::compounds) return false;
    for (std::size_t row = 0; row < layer.shapes.size(); ++row)
      if (is_outline(layer.shapes, row)) return true;
    return false;
  });
}

Compounds::Result Compounds::run(const City& city, const Params& params,
                                 const Lanes::Params& judged, const Lanes::Result& lanes,
                                 const Job& job) {
  check(params, Lanes::id);
  Result result;
  result.compounds = outlines(city);
  result.of_building.resize(city.buildings->size());
  const EntranceFinder finder(city, judged, lanes);
  const RingFinder rings(city, judged, lanes);
  for (std::uint32_t number = 0; number < result.compounds.size(); ++number) {
    job.check();
    Compound& compound = result.compounds[number];
    CompoundWays ways = finder.of((*city.others)[compound.layer], compound.row);
    for (Entrance& entrance : ways.entrances) entrance.compound = number;
    count_entrances(ways.entrances, city, compound);
    compound.ring = rings.of(ways.lanes_inside);
    count_buildings(city, lanes, number, result);
    count_hydrants(city, params.compound_hydrant_m, compound);
    grade(ways.entrances, city, compound);
    result.entrances.insert(result.entrances.end(), ways.entrances.begin(), ways.entrances.end());
  }
  return result;
}

}  // namespace firebreak

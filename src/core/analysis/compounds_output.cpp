#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/analysis/compounds.hpp"
#include "core/base/hash.hpp"
#include "core/model/column_push.hpp"
#include "core/model/columns.hpp"
#include "core/model/lane_ids.hpp"
#include "core/model/place_basis.hpp"

namespace firebreak {

namespace {

using Compound = Compounds::Compound;
using Entrance = Compounds::Entrance;
using Reason = Compounds::EntranceReason;

std::string reason_codes(const Compound& compound) {
  std::string codes;
  for (std::size_t r = 0; r < Compounds::reason_count; ++r) {
    const auto reason = static_cast<Compounds::Reason>(r);
    if (compound.has(reason))
      codes.append(codes.empty() ? "" : " ").append(compound_reason_code(reason));
  }
  return codes;
}

Origin origin_of(const City& city, const Compound& compound) {
  return (*city.others)[compound.layer].origins[compound.row];
}

/// What the sources say of the compounds themselves; a fact that none of them tells has no column.
class Facts {
 public:
  Facts(const City& city, std::span<const Compound> compounds)
      : city_(city), compounds_(compounds) {}

  void add(const char* name, const char* title, ColumnType type, std::vector<Column>& to) const {
    Column out(name, type, title);
    bool any = false;
    for (const Compound& compound : compounds_) any = push(name, type, compound, out) || any;
    if (any) to.push_back(std::move(out));
  }

 private:
  bool push(const char* name, ColumnType type, const Compound& compound, Column& out) const {
    const auto& columns = (*city_.others)[compound.layer].columns;
    const auto from = std::ranges::find(columns, std::string_view(name), &Column::name);
    if (from == columns.end() || from->type != type || !from->has(compound.row)) {
      out.push_missing();
      return false;
    }
    if (type == ColumnType::integer)
      out.push(from->integers[compound.row]);
    else if (type == ColumnType::real)
      out.push(from->reals[compound.row]);
    else
      out.push(from->texts[compound.row]);
    return true;
  }

  const City& city_;
  std::span<const Compound> compounds_;
};

FeatureTable grade_table(const City& city, const Compounds::Result& result) {
  const auto& compounds = result.compounds;
  FeatureTable table;
  table.name = "compound_grades";
  table.title = "Housing compounds";
  table.description =
      "How an engine gets into each housing compound and what it finds there, with a grade";
  table.geometry = TableGeometry::multi_polygon;
  Column id("compound_id", ColumnType::text, "Housing compound");
  Column unit("unit_id", ColumnType::text, "management unit");
  Column grade("grade", ColumnType::text, "Grade: red, yellow or green");
  Column code("reason_code", ColumnType::text, "Codes of the reasons, the worst first");
  Column reason("reason", ColumnType::text, "Reasons of the grade");
  Column entrances("entrances", ColumnType::integer, "Entrances");
  Column pass("entrances_pass", ColumnType::integer,
              "Entrances that surely let the engine through");
  Column gates("gates", ColumnType::integer, "Entrances with a gate");
  Column locked("gates_locked", ColumnType::integer, "Locked gates");
  Column narrowest("narrowest_m", ColumnType::real, "Least known width of an entrance", "m");
  Column lowest("lowest_m", ColumnType::real, "Least known height of an entrance", "m");
  Column ring("ring_lane", ColumnType::text, "Ring lane");
  Column buildings("buildings", ColumnType::integer, "Buildings inside");
  Column reached("buildings_reached", ColumnType::integer, "Buildings the engine reaches");
  Column cut_off("buildings_cut_off", ColumnType::integer, "Buildings out of the engine's reach");
  Column unknown("buildings_unknown", ColumnType::integer, "Buildings whose way in is unknown");
  Column inside("hydrants_inside", ColumnType::integer, "Usable hydrants inside");
  Column near("hydrants_near", ColumnType::integer, "Usable hydrants outside, but near");
  for (const Compound& compound : compounds) {
    table.shapes.add_copy((*city.others)[compound.layer].shapes, compound.row);
    const std::string codes = reason_codes(compound);
    id.push(std::string_view(compound.id));
    push_word(unit, compound.unit ? city.units->ids[compound.unit->value] : std::string_view());
    grade.push(grade_name(compound.grade));
    push_word(code, codes);
    push_word(reason, compound_reason_words(codes, language()));
    push_count(entrances, compound.entrances);
    push_count(pass, compound.entrances_pass);
    push_count(gates, compound.gates);
    push_count(locked, compound.locked);
    push_optional(narrowest, compound.narrowest_m);
    push_optional(lowest, compound.lowest_m);
    ring.push(ring_name(compound.ring));
    push_count(buildings, compound.buildings);
    push_count(reached, compound.reached);
    push_count(cut_off, compound.cut_off);
    push_count(unknown, compound.buildings - compound.reached - compound.cut_off);
    push_count(inside, compound.hydrants_inside);
    push_count(near, compound.hydrants_near);
  }
  const Facts facts(city, compounds);
  table.columns.push_back(std::move(id));
  facts.add("name", tr_key("name"), ColumnType::text, table.columns);
  if (!city.units->empty()) table.columns.push_back(std::move(unit));
  facts.add("year", tr_key("Year of completion"), ColumnType::integer, table.columns);
  facts.add("property", tr_key("Property manager"), ColumnType::text, table.columns);
  facts.add("households", tr_key("households"), ColumnType::real, table.columns);
  facts.add("parking", tr_key("Parking spaces"), ColumnType::real, table.columns);
  for (Column* column :
       {&grade, &code, &reason, &entrances, &pass, &gates, &locked, &narrowest, &lowest, &ring})
    table.columns.push_back(std::move(*column));
  // Without buildings or hydrants in the data no count is not nought.
  if (!city.buildings->empty())
    for (Column* column : {&buildings, &reached, &cut_off, &unknown})
      table.columns.push_back(std::move(*column));
  if (!city.hydrants->empty())
    for (Column* column : {&inside, &near}) table.columns.push_back(std::move(*column));
  if (auto place = place_basis_column(
          city, compounds.size(), [&](std::size_t row) { return origin_of(city, compounds[row]); }))
    table.columns.push_back(std::move(*place));
  return table;
}

/// What the entrance leaves, beside what the rule asks for.
std::string entrance_words(const Entrance& entrance, const Lanes::Params& judged) {
  const double wanted_m =
      entrance.gate ? asked_width_m(judged, Lanes::WidthAsked::gate) : judged.clear_width_m;
  switch (entrance.reason) {
    case Reason::wide_enough:
      return {};
    case Reason::to_be_measured:
      return text("width {0:.1f} m, {1:.1f} m wanted: too near to tell, to be measured",
                  entrance.width_m.value_or(0), wanted_m);
    case Reason::too_narrow:
      if (!entrance.width_m) return text("closed, {:.1f} m wanted", wanted_m);
      return entrance.width_below
                 ? text("width at most {0:.1f} m, {1:.1f} m wanted", *entrance.width_m, wanted_m)
                 : text("width {0:.1f} m, {1:.1f} m wanted", *entrance.width_m, wanted_m);
    case Reason::too_low:
      return entrance.height_m ? text("height {0:.1f} m, {1:.1f} m wanted", *entrance.height_m,
                                      judged.clear_height_m)
                               : std::string(translate("too low"));
    case Reason::locked:
      return std::string(translate("the gate is locked"));
    case Reason::width_unknown:
      return entrance.width_m ? text("width at most {0:.1f} m, {1:.1f} m wanted: to be measured",
                                     *entrance.width_m, wanted_m)
                              : std::string(translate("nobody recorded its width"));
    case Reason::height_unknown:
      return std::string(translate("nobody recorded its height"));
    case Reason::opening_unknown:
      return std::string(translate("whether the gate opens nobody recorded"));
  }
  return {};
}

/// Nothing where nobody said how the gate opens.
std::string_view opening_of(const City& city, const Entrance& entrance) {
  if (!entrance.gate) return {};
  const Opening opening = (*city.obstacles)[*entrance.gate].opening;
  return opening == Opening::none ? std::string_view() : opening_name(opening);
}

/// Each entrance by its compound and what leads through it; a lane that comes in several times
/// numbers its places.
std::vector<std::string> entrance_ids(const City& city, const Compounds::Result& result,
                                      const Texts& lanes) {
  std::vector<std::string> ids;
  std::unordered_map<std::string, int> times;  // that each came up
  for (const Entrance& entrance : result.entrances) {
    StableHash hash;
    hash.add(result.compounds[entrance.compound].id);
    hash.add(entrance.gate ? city.obstacles->ids[*entrance.gate] : lanes[*entrance.lane]);
    std::string id = hash.id("e_");
    const int time = ++times[id];
    ids.push_back(time > 1 ? id + "-" + std::to_string(time) : std::move(id));
  }
  return ids;
}

FeatureTable entrance_table(const City& city, const Lanes::Params& judged,
                            const Compounds::Result& result) {
  const Texts lanes = lane_ids(city);
  const auto ids = entrance_ids(city, result, lanes);
  FeatureTable table;
  table.name = "compound_entrances";
  table.title = "Entrances of housing compounds";
  table.description = "Gates on the boundary, and lanes that lead in without one";
  table.geometry = TableGeometry::point;
  Column id("entrance_id", ColumnType::text, "Entrance");
  Column compound("compound_id", ColumnType::text, "Housing compound");
  Column gate("gate_id", ColumnType::text, "Gate");
  Column lane("lane_id", ColumnType::text, "Lane that leads through it");
  Column opening("opening", ColumnType::text, "How the gate opens");
  Column width("clear_width_m", ColumnType::real, "Clear width", "m");
  Column width_below("width_at_most", ColumnType::integer, "At most so wide");
  Column height("clear_height_m", ColumnType::real, "Clear height", "m");
  Column height_below("height_at_most", ColumnType::integer, "At most so high");
  Column verdict("verdict", ColumnType::text, "Verdict");
  Column engine("verdict_engine", ColumnType::text, "Verdict for the engine");
  Column code("reason_code", ColumnType::text, "Reason code");
  Column reason("reason", ColumnType::text, "Reason");
  for (std::size_t e = 0; e < result.entrances.size(); ++e) {
    const Entrance& entrance = result.entrances[e];
    table.shapes.add(PartKind::point, std::span(&entrance.at, 1));
    id.push(std::string_view(ids[e]));
    compound.push(std::string_view(result.compounds[entrance.compound].id));
    push_word(gate, entrance.gate ? city.obstacles->ids[*entrance.gate] : std::string_view());
    push_word(lane, entrance.lane ? lanes[*entrance.lane] : std::string_view());
    push_word(opening, opening_of(city, entrance));
    push_optional(width, entrance.width_m);
    push_optional(height, entrance.height_m);
    if (entrance.width_m)
      push_flag(width_below, entrance.width_below);
    else
      width_below.push_missing();
    if (entrance.height_m)
      push_flag(height_below, entrance.height_below);
    else
      height_below.push_missing();
    verdict.push(verdict_name(entrance.verdict));
    engine.push(verdict_name(entrance.engine_verdict));
    code.push(entrance_reason_code(entrance.reason));
    push_word(reason, entrance_words(entrance, judged));
  }
  for (Column* column : {&id, &compound, &gate, &lane, &opening, &width, &width_below, &height,
                         &height_below, &verdict, &engine, &code, &reason})
    table.columns.push_back(std::move(*column));
  return table;
}

}  // namespace

AnalysisOutput Compounds::output(const City& city, const Lanes::Params& judged,
                                 const Result& result) {
  AnalysisOutput out;
  out.tables.push_back(grade_table(city, result));
  out.tables.push_back(entrance_table(city, judged, result));
  out.building_columns.push_back(filled_column(
      "compound_id", ColumnType::text, tr_key("Housing compound"), "", result.of_building.size(),
      [&](std::size_t b) -> std::optional<std::string_view> {
        const auto& compound = result.of_building[b];
        if (!compound) return std::nullopt;
        return result.compounds[*compound].id;
      }));
  const auto add = [&](const char* name, const char* title, double value) {
    out.figures.push_back({name, title, value, {}, {}, {}});
  };
  const auto graded = [&](Grade grade) {
    return static_cast<double>(std::ranges::count(result.compounds, grade, &Compound::grade));
  };
  add("compounds", "Housing compounds", static_cast<double>(result.compounds.size()));
  add("compounds_red", "Housing compounds graded red", graded(Grade::red));
  add("compounds_yellow", "Housing compounds graded yellow", graded(Grade::yellow));
  add("compounds_green", "Housing compounds graded green", graded(Grade::green));
  return out;
}

}  // namespace firebreak

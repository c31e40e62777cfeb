#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <string>
#include <utility>

#include "core/base/text.hpp"
#include "core/normalise/crs_choice.hpp"
#include "core/normalise/land_survey.hpp"
#include "core/normalise/table_tools.hpp"
#include "core/normalise/text_clean.hpp"

namespace firebreak {

namespace {

/// What the name of a layer or its file says that its records are; walls if it says nothing.
BarrierKind kind_by_name(const RawLayer& raw) {
  static constexpr std::array<std::pair<std::string_view, BarrierKind>, 10> words{
      {{"铁路", BarrierKind::rail},
       {"铁道", BarrierKind::rail},
       {"轨道", BarrierKind::rail},
       {"railway", BarrierKind::rail},
       {"railroad", BarrierKind::rail},
       {"高速公路", BarrierKind::motorway},
       {"motorway", BarrierKind::motorway},
       {"river", BarrierKind::water},
       {"栅栏", BarrierKind::fence},
       {"fence", BarrierKind::fence}}};
  for (const std::string& name : {raw.layer, std::filesystem::path(raw.path).stem().string()}) {
    const std::string folded = folded_name(name);
    for (const auto& [word, kind] : words)
      if (folded.find(word) != std::string::npos) return kind;
  }
  return BarrierKind::wall;
}

/// Reads what kind of barrier a record is and on which level.
class BarrierReader {
 public:
  explicit BarrierReader(const Intake& intake)
      : cells_(intake), water_(intake.role == Role::water), usual_(kind_by_name(intake.raw())) {
    if (water_) return;
    const FieldColumns fields(intake.layer);
    layer_ = fields["layer"];
    railway_ = fields["railway"];
    waterway_ = fields["waterway"];
    highway_ = fields["highway"];
    kind_.emplace(fields["kind"], parse_barrier_kind, barrier_kind_word);
    bridge_.emplace(fields["bridge"], parse_truth, truth_word);
    tunnel_.emplace(fields["tunnel"], parse_truth, truth_word);
  }

  Barrier read(std::size_t row) {
    Barrier b;
    b.origin = cells_.origin(row);
    if (water_) {
      b.kind = BarrierKind::water;
      return b;
    }
    b.kind = railway_.has(row)    ? BarrierKind::rail
             : waterway_.has(row) ? BarrierKind::water
             : highway_.has(row)  ? BarrierKind::motorway
                                  : kind_->read(cells_, row).value_or(usual_);
    const auto layer = cells_.number(layer_, row);
    const bool bridge = bridge_->read(cells_, row).value_or(false);
    const bool tunnel = tunnel_->read(cells_, row).value_or(false);
    const double level = layer ? *layer : bridge ? 1 : tunnel ? -1 : 0;
    b.level = static_cast<std::int8_t>(std::lround(level));
    return b;
  }
  CellReader& cells() { return cells_; }

 private:
  CellReader cells_;
  bool water_;
  BarrierKind usual_;
  FieldColumn layer_, railway_, waterway_, highway_;
  std::optional<WordColumn<BarrierKind>> kind_;
  std::optional<WordColumn<bool>> bridge_, tunnel_;
};

bool only_points(const Shapes& shapes, std::size_t f) {
  for (auto p = shapes.first_part(f); p < shapes.end_part(f); ++p)
    if (shapes.part_kind[p] != PartKind::point) return false;
  return true;
}

void add_parcels(const SurveyParcels& parcels, BarrierKind kind, const Workshop& shop,
                 Table<Barrier>& table, std::vector<RowSource>& rows) {
  for (std::uint32_t p = 0; p < parcels.from.size(); ++p) {
    const Intake& intake = shop.intakes[parcels.from[p].intake];
    table.rows.push_back({intake.origin(parcels.from[p].row), kind, 0});
    table.shapes.add_copy(parcels.shapes, p);
    rows.push_back(parcels.from[p]);
  }
  read_texts(shop, Role::land_use, parcels.from, "kind", table.names);
}

}  // namespace

Table<Barrier> make_barriers(Workshop& shop, const SurveyLand& land, const Job& job) {
  Table<Barrier> table;
  std::vector<RowSource> rows;
  for (std::uint32_t i = 0; i < shop.intakes.size(); ++i) {
    Intake& intake = shop.intakes[i];
    if (intake.role != Role::barriers && intake.role != Role::water) continue;
    BarrierReader reader(intake);
    const FieldColumns fields(intake.layer);
    for (std::uint32_t row = 0; row < intake.raw().size(); ++row) {
      if (intake.aside[row] != 0) continue;
      if (only_points(intake.raw().shapes, row)) {
        set_aside(intake, row, IssueKind::wrong_geometry, "The record is neither line nor polygon.",
                  shop.log);
        continue;
      }
      table.rows.push_back(reader.read(row));
      table.names.push_back(reader.cells().text(fields["name"], row));
      append_any(table.shapes, intake.raw().shapes, row);
      rows.push_back({i, row});
    }
    reader.cells().report(shop.log);
  }
  const auto railways = std::ranges::count(table.rows, BarrierKind::rail, &Barrier::kind);
  add_parcels(land.water, BarrierKind::water, shop, table, rows);
  if (railways == 0) {
    add_parcels(land.railways, BarrierKind::rail, shop, table, rows);
    report_survey_railways(land, shop);
  }
  Texts given;
  assign_ids(table, rows, shop, "w", given, job);
  table.facts = read_facts(shop, Role::barriers, rows);
  table.index = SpatialIndex(table.shapes.boxes);
  return table;
}

}  // namespace firebreak

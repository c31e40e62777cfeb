#include "core/analysis/hose_gaps.hpp"

#include <algorithm>
#include <cmath>

#include "core/base/text.hpp"
#include "core/model/column_push.hpp"

namespace firebreak {

namespace {

bool along_roads(HoseModel model) {
  return model == HoseModel::along_roads;
}

HoseGapCounts counts_of(const CoverageGap& gap, const HoseGapsTold& told) {
  HoseGapCounts counts;
  for (const std::uint32_t b : gap.buildings) {
    const HoseSaid& said = told.said[b];
    ++(said.unreached ? counts.unreached : counts.in_part);
    counts.compliant += b < told.passes.size() && told.passes[b] != 0;
  }
  return counts;
}

std::optional<double> longest_of(const CoverageGap& gap, std::span<const HoseSaid> said) {
  std::optional<double> longest_m;
  for (const std::uint32_t b : gap.buildings)
    if (said[b].lay_m) longest_m = std::max(longest_m.value_or(0), *said[b].lay_m);
  return longest_m;
}

}  // namespace

std::string hose_gap_reason(HoseModel model, double hose_m, const HoseGapCounts& counts,
                            Language in) {
  return text_in(
      in,
      along_roads(model)
          ? tr_key("Buildings that a hose of {0:g} m laid along the roads does not get to: {1}; "
                   "gets to in part: {2}. Of both within the radius in a straight line: {3}.")
          : tr_key("Buildings that a hose of {0:g} m laid round obstacles does not get to: {1}; "
                   "gets to in part: {2}. Of both within the radius in a straight line: {3}."),
      hose_m, counts.unreached, counts.in_part, counts.compliant);
}

CoverageGaps hose_gaps(const City& city, HoseModel model, std::span<const HoseSaid> said,
                       const GapRule& rule, const Job& job) {
  std::vector<GapRole> roles;
  std::vector<double> open_share;
  for (const HoseSaid& one : said) {
    roles.push_back(one.role);
    open_share.push_back(one.open_share);
  }
  CoverageGaps gaps = coverage_gaps(city, roles, open_share, rule, job);
  for (CoverageGap& gap : gaps.gaps) gap.id = (along_roads(model) ? "hose-" : "geodesic-") + gap.id;
  return gaps;
}

FeatureTable hose_gap_table(const CoverageGaps& gaps, const HoseGapsTold& told) {
  FeatureTable table;
  if (along_roads(told.model)) {
    table.name = "hose_gaps";
    table.title = "Out of reach of hose along the roads";
    table.description =
        "Areas around the buildings that a hose laid along the roads does not get to in full, "
        "worst first";
  } else {
    table.name = "geodesic_gaps";
    table.title = "Out of reach of hose round obstacles";
    table.description =
        "Areas around the buildings that a hose laid round buildings, walls and water does not get "
        "to in full, worst first";
  }
  table.geometry = TableGeometry::multi_polygon;
  table.shapes = gaps.shapes;
  Column id("gap_id", ColumnType::text, "Coverage gap");
  Column model("model", ColumnType::text, "Model of the hose");
  Column rank("rank", ColumnType::integer, "Rank");
  Column area("area_m2", ColumnType::real, "Area", "m²");
  Column buildings("buildings", ColumnType::integer, "Buildings");
  Column unreached("unreached_buildings", ColumnType::integer, "Buildings that no hose gets to");
  Column compliant("compliant_buildings", ColumnType::integer,
                   "Buildings within the radius all the same");
  Column floor("floor_area_m2", ColumnType::real, "Floor area", "m²");
  Column people("people", ColumnType::real, "People");
  Column sites("key_sites", ColumnType::integer, "Key sites");
  Column worst("worst_lay_m", ColumnType::real, "Longest of the hoses to them", "m");
  Column score("score", ColumnType::real, "Exposure score");
  Column minor("minor", ColumnType::integer, "Minor gap");
  Column reason("reason", ColumnType::text, "Reason");
  for (std::size_t g = 0; g < gaps.gaps.size(); ++g) {
    const CoverageGap& gap = gaps.gaps[g];
    const HoseGapCounts counts = counts_of(gap, told);
    id.push(std::string_view(gap.id));
    model.push(along_roads(told.model) ? std::string_view("along_roads")
                                       : std::string_view("round_obstacles"));
    push_count(rank, g + 1);
    area.push(gap.area_m2);
    push_count(buildings, gap.buildings.size());
    push_count(unreached, counts.unreached);
    push_count(compliant, counts.compliant);
    push_optional(floor, gap.floor_area_m2);
    push_optional(people, gap.people);
    push_count(sites, gap.key_sites);
    push_optional(worst, longest_of(gap, told.said));
    score.push(gap.score);
    push_flag(minor, gap.minor);
    reason.push(std::string_view(hose_gap_reason(told.model, told.hose_m, counts, language())));
  }
  for (Column* column : {&id, &model, &rank, &area, &buildings, &unreached, &compliant, &floor,
                         &people, &sites, &worst, &score, &minor, &reason})
    table.columns.push_back(std::move(*column));
  return table;
}

Column hose_gap_column(std::size_t buildings, HoseModel model, const CoverageGaps& gaps) {
  std::vector<const std::string*> gap_of(buildings);
  for (const CoverageGap& gap : gaps.gaps)
    for (const std::uint32_t b : gap.buildings) gap_of[b] = &gap.id;
  Column column =
      along_roads(model)
          ? Column("hose_gap_id", ColumnType::text, "Gap of the hose along the roads")
          : Column("geodesic_gap_id", ColumnType::text, "Gap of the hose round obstacles");
  for (const std::string* id : gap_of) push_word(column, id == nullptr ? std::string_view() : *id);
  return column;
}

std::vector<KeyFigure> hose_gap_figures(HoseModel model, const CoverageGaps& gaps) {
  std::vector<KeyFigure> figures;
  std::optional<double> people;
  for (const CoverageGap& gap : gaps.gaps)
    if (gap.people) people = people.value_or(0) + *gap.people;
  const auto add = [&](const char* name, const char* title, double value) {
    figures.push_back({name, title, value, "", {}, {}});
  };
  const auto count = static_cast<double>(gaps.gaps.size());
  if (along_roads(model)) {
    add("hose_gaps", "Areas out of reach of hose along the roads", count);
    if (people)
      add("hose_gap_people", "People in them, where known (recorded or estimated)",
          std::round(*people));
  } else {
    add("geodesic_gaps", "Areas out of reach of hose round obstacles", count);
    if (people)
      add("geodesic_gap_people", "People in them, where known (recorded or estimated)",
          std::round(*people));
  }
  return figures;
}

}  // namespace firebreak

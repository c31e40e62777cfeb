#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "core/geo/measure.hpp"
#include "core/io/load.hpp"
#include "core/io/same_answer.hpp"
#include "core/normalise/words.hpp"
#include "unit/io/county_fixture.hpp"

/// The whole folder of the demo county against the truth beside it.
namespace firebreak {
namespace {

using test::text_of;
using test::trapped;
using testing::HasSubstr;
using testing::UnorderedElementsAre;

/// The zone stands in front of the truth's eastings, not of those of the city.
constexpr Xy zone_prefix{38'000'000, 0};

class CountyTruth : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    io::Project project = io::open_project(test::demo_county / "演示县");
    NormaliseOptions options = io::normalise_options(project);
    options.refuse_unplaced = false;
    asked_ = normalise(io::read_and_recognise(project, Job{}), options, Job{});
    io::accept_proposals(project, "王工", Job{});
    city_ = io::load(project, Job{});
    for (RawLayer& layer : io::read_source(test::demo_county / "truth" / "truth.gpkg", {}, Job{})) {
      const std::string name = layer.layer;
      truth_.emplace(name, std::move(layer));
    }
  }
  static const RawLayer& truth(const std::string& name) { return truth_.at(name); }
  static double number(const RawLayer& layer, const char* column, std::size_t row) {
    return std::stod(text_of(layer, column, row));
  }
  static Xy in_city(Xy true_place) { return true_place - zone_prefix - city_.origin; }
  static const Source& source(Origin origin) { return city_.sources[origin.source]; }
  static bool from(Origin origin, std::string_view file) {
    return source(origin).path.find(file) != std::string::npos;
  }
  /// The record that is nearest to a place, and how far it is.
  template <class T, class Wanted>
  static std::pair<std::size_t, double> nearest(const Table<T>& table, Xy at,
                                                const Wanted& wanted) {
    std::pair<std::size_t, double> best{SIZE_MAX, 1e9};
    for (std::size_t i = 0; i < table.size(); ++i) {
      if (!wanted(i)) continue;
      const double apart = length_m(table.shapes.boxes[i].centre() - at);
      if (apart < best.second) best = {i, apart};
    }
    return best;
  }
  static std::size_t count_issues(const City& city, IssueKind kind, std::string_view file,
                                  std::string_view words = {}) {
    return static_cast<std::size_t>(std::ranges::count_if(city.issues, [&](const Issue& issue) {
      return issue.kind == kind && issue.origin.source < city.sources.size() &&
             city.sources[issue.origin.source].path.find(file) != std::string::npos &&
             issue.detail.find(words) != std::string::npos;
    }));
  }
  static inline City asked_, city_;
  static inline std::map<std::string, RawLayer> truth_;
};

TEST_F(CountyTruth, EveryRecordReadIsPlacedOrSetAside) {
  std::map<Role, std::uint64_t> placed;
  for (const Source& source : city_.sources) {
    EXPECT_LE(source.set_aside, source.read) << source.layer;
    placed[source.role] += source.read - source.set_aside;
  }
  EXPECT_EQ(placed[Role::buildings], city_.buildings->size());
  EXPECT_EQ(placed[Role::hydrants], city_.hydrants->size());
  EXPECT_EQ(placed[Role::stations], 3U);
  EXPECT_EQ(placed[Role::management_units], 27U);
  EXPECT_EQ(placed[Role::key_sites], 18U);
  EXPECT_EQ(placed[Role::incidents], 36U);
  EXPECT_EQ(placed[Role::reports], 18U);
}

TEST_F(CountyTruth, EveryBuildingStandsInItsPlaceWithWhatIsKnownOfIt) {
  const auto open = trapped("dxf-open-");
  const auto two = trapped("census-two-");
  const auto silent = trapped("dxf-code-");
  ASSERT_EQ(two.size(), 14U);
  const RawLayer& all = truth("buildings");
  std::size_t found = 0;
  for (std::size_t row = 0; row < all.size(); ++row) {
    const std::string id = text_of(all, "id", row);
    const Xy at = in_city(all.shapes.boxes[row].centre());
    const auto [b, apart] = nearest(*city_.buildings, at, [](std::size_t) { return true; });
    if (open.contains(id)) {
      EXPECT_GT(apart, 1) << id << " is drawn open";
      continue;
    }
    ++found;
    const Building& building = (*city_.buildings)[b];
    EXPECT_LE(apart, source(building.origin).accuracy_m) << id;
    EXPECT_LT(apart, 0.05) << id << ": no file is less exact than that";
    EXPECT_NEAR(area_m2(city_.buildings->shapes, b) / area_m2(all.shapes, row), 1, 0.02) << id;
    const bool town_of_drawing = text_of(all, "town", row) == "城关镇";
    if (!town_of_drawing) {
      EXPECT_EQ(city_.buildings->ids[b], id);
    }
    EXPECT_EQ(structure_name(building.structure), two.contains(id)
                                                      ? structure_name(Structure::unknown)
                                                      : text_of(all, "structure", row))
        << id;
    if (silent.contains(id)) {
      EXPECT_FALSE(building.storeys) << id;
    } else {
      ASSERT_TRUE(building.storeys) << id;
      EXPECT_EQ(*building.storeys, number(all, "storeys", row)) << id;
    }
    if (town_of_drawing) continue;
    ASSERT_TRUE(building.year_built) << id;
    const double year = number(all, "year", row);
    EXPECT_LE(*building.year_built, year) << id;
    EXPECT_GE(building.year_built_to.value_or(*building.year_built), year) << id;
  }
  EXPECT_EQ(found, all.size() - open.size());
  EXPECT_EQ(city_.buildings->size(), found + 3) << "and the house with the court and the two "
                                                   "beside the yard of the drawing";
}

TEST_F(CountyTruth, EveryHydrantStandsWithinItsAccuracyWithItsStateAndFigures) {
  auto homeless = trapped("ledger-address-");
  homeless.merge(trapped("ledger-zero-"));
  ASSERT_EQ(homeless.size(), 6U);
  const RawLayer& all = truth("hydrants");
  std::map<std::string, std::vector<double>> errors;
  const auto ledger = [](std::size_t h) { return from((*city_.hydrants)[h].origin, "台账"); };
  for (std::size_t row = 0; row < all.size(); ++row) {
    const std::string id = text_of(all, "id", row);
    const std::string town = text_of(all, "town", row);
    const Xy at = in_city(all.shapes.points[row]);
    std::size_t mine = SIZE_MAX;
    for (std::size_t h = 0; h < city_.hydrants->size(); ++h)
      if (ledger(h) && city_.hydrants->ids[h] == id) mine = h;
    if (homeless.contains(id)) {
      // No coordinates, but a street corner of its town.
      ASSERT_NE(mine, SIZE_MAX) << id;
      const Hydrant& found = (*city_.hydrants)[mine];
      EXPECT_EQ(source(found.origin).accuracy_m, 25) << id;
      EXPECT_LE(length_m(found.at - at), 2 * 25) << id;
      EXPECT_EQ(hydrant_status_name(found.status), text_of(all, "status", row)) << id;
      continue;
    }
    ASSERT_NE(mine, SIZE_MAX) << id;
    const Hydrant& hydrant = (*city_.hydrants)[mine];
    const double sigma = source(hydrant.origin).accuracy_m;
    const double apart = length_m(hydrant.at - at);
    EXPECT_LE(apart, 2 * sigma) << id;
    errors[town].push_back(apart);
    EXPECT_EQ(hydrant_status_name(hydrant.status), text_of(all, "status", row)) << id;
    if (town == "北岭镇") {
      EXPECT_EQ(hydrant.below_ground, number(all, "under", row) == 1) << id;
    } else {
      ASSERT_TRUE(hydrant.main_mm && hydrant.pressure_mpa) << id;
      EXPECT_EQ(*hydrant.main_mm, number(all, "main_mm", row)) << id;
      EXPECT_NEAR(*hydrant.pressure_mpa, number(all, "pressure_mpa", row), 0.006) << id;
    }
    if (town == "城关镇") {
      ASSERT_TRUE(hydrant.built_from && hydrant.built_to) << id;
      EXPECT_EQ(*hydrant.built_from, number(all, "year", row)) << id;
      EXPECT_EQ(*hydrant.built_to, number(all, "year", row)) << id;
    }
  }
  const auto rms = [&](const char* town) {
    double sum = 0;
    for (const double e : errors[town]) sum += e * e;
    return std::sqrt(sum / static_cast<double>(errors[town].size()));
  };
  EXPECT_EQ(errors["城关镇"].size(), 94U);
  EXPECT_LE(rms("城关镇"), 8) << "located by phone";
  EXPECT_EQ(errors["东河镇"].size(), 60U);
  EXPECT_LE(rms("东河镇"), 0.02);
  EXPECT_EQ(errors["北岭镇"].size(), 50U);
  EXPECT_LE(rms("北岭镇"), 0.5) << "hundredths of a second";
}

TEST_F(CountyTruth, AHydrantInDrawingAndLedgerCountsOnceWithTheStateOfTheLedger) {
  const RawLayer& all = truth("hydrants");
  auto homeless = trapped("ledger-address-");
  homeless.merge(trapped("ledger-zero-"));
  std::size_t symbols = 0, alone = 0, usable = 0;
  for (std::size_t h = 0; h < city_.hydrants->size(); ++h) {
    const Hydrant& hydrant = (*city_.hydrants)[h];
    usable += hydrant.usable() ? 1U : 0U;
    if (!from(hydrant.origin, ".dxf")) continue;
    ++symbols;
    std::string id;
    for (std::size_t row = 0; row < all.size(); ++row)
      if (length_m(in_city(all.shapes.points[row]) - hydrant.at) < 0.05)
        id = text_of(all, "id", row);
    ASSERT_NE(id, "");
    if (homeless.contains(id)) {
      // Where its address led is as far off as a corner is wide: it may be taken for another one.
      if (hydrant.duplicate_of)
        EXPECT_EQ(city_.hydrants->ids[hydrant.duplicate_of->value], id);
      else
        ++alone;
    } else {
      ASSERT_TRUE(hydrant.duplicate_of) << id;
      EXPECT_EQ(city_.hydrants->ids[hydrant.duplicate_of->value], id);
    }
  }
  EXPECT_EQ(symbols, 30U);
  EXPECT_LE(alone, 2U) << "of the rows without coordinates two have a symbol";
  std::size_t working = 0;
  for (std::size_t row = 0; row < all.size(); ++row)
    working += text_of(all, "status", row) == "working" ? 1U : 0U;
  EXPECT_EQ(usable, working + alone);
}

TEST_F(CountyTruth, EveryRoadRunsWhereItDoesWithNameAndWidth) {
  const RawLayer& all = truth("roads");
  ASSERT_EQ(all.size(), 28U);
  for (std::size_t row = 0; row < all.size(); ++row) {
    const auto line = all.shapes.only_part(row);
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
      const double length = length_m(line[i + 1] - line[i]);
      for (double along = 2; along < length; along += 7) {
        const Xy at = in_city(line[i] + along / length * (line[i + 1] - line[i]));
        bool right = false;
        for (std::size_t r = 0; r < city_.roads->size() && !right; ++r)
          right = city_.roads->names[r] == text_of(all, "name", row) &&
                  distance_m(city_.roads->shapes, r, at) < 0.05 && (*city_.roads)[r].width_m &&
                  std::abs(*(*city_.roads)[r].width_m - number(all, "width_m", row)) < 0.02;
        EXPECT_TRUE(right) << text_of(all, "id", row) << " at " << along;
      }
    }
  }
}

TEST_F(CountyTruth, StationsAndKeySitesStandInTheirTowns) {
  const RawLayer& all = truth("stations");
  ASSERT_EQ(city_.stations->size(), all.size());
  for (std::size_t s = 0; s < all.size(); ++s) {
    EXPECT_EQ(city_.stations->names[s], text_of(all, "name", s));
    EXPECT_LT(length_m((*city_.stations)[s].at - in_city(all.shapes.points[s])), 0.2);
  }
  std::size_t in_units = 0;
  for (const Layer& layer : *city_.others)
    if (layer.role == Role::key_sites)
      for (std::size_t f = 0; f < layer.shapes.size(); ++f)
        in_units += unit_at(city_, layer.shapes.boxes[f].centre()) ? 1U : 0U;
  EXPECT_EQ(in_units, 18U);
}

TEST_F(CountyTruth, EveryProposalIsMadeAndNoOther) {
  std::vector<std::string> lines;
  for (const Proposal& proposal : asked_.proposals) {
    EXPECT_TRUE(proposal.only_one) << proposal.path;
    EXPECT_FALSE(proposal.evidence.empty());
    lines.push_back(std::filesystem::path(proposal.path).filename().string() + " " +
                    (proposal.layers.empty() ? "" : proposal.layers.front() + " ") +
                    proposal.line());
  }
  EXPECT_THAT(lines, UnorderedElementsAre("地形图_城关镇.dxf crs = \"EPSG:4547\"",
                                          "消火栓台账A.xlsx 东河镇 crs = \"EPSG:4547\"",
                                          "消火栓台账A.xlsx 城关镇 shift = \"gcj02\"",
                                          "举报.csv shift = \"gcj02\"",
                                          "重点单位.csv angles = \"packed\""));
  EXPECT_EQ(io::questions_of(asked_.proposals).size(), 3U) << "a grid, a shift, packed degrees";
  for (const Source& source : city_.sources) {
    const bool accepted = source.path.ends_with(".dxf") || source.path.ends_with("台账A.xlsx") ||
                          source.path.ends_with("举报.csv") ||
                          source.path.ends_with("重点单位.csv");
    const bool address = source.place_steps.has(PlaceStep::by_address);
    EXPECT_EQ(source.accepted_by, accepted && !address ? "王工" : "") << source.layer;
  }
  EXPECT_TRUE(city_.proposals.empty());
}

TEST_F(CountyTruth, EveryTrapIsReported) {
  using Kind = IssueKind;
  EXPECT_EQ(count_issues(city_, Kind::wrong_geometry, ".dxf"), trapped("dxf-open-").size());
  EXPECT_EQ(count_issues(city_, Kind::bad_coordinates, "台账A", "both coordinates are 0"), 1U);
  EXPECT_EQ(count_issues(city_, Kind::bad_coordinates, "台账A", "stand exchanged"), 3U + 40U);
  EXPECT_EQ(count_issues(city_, Kind::empty_geometry, "台账A", "has no place on the map"), 0U);
  EXPECT_EQ(
      count_issues(city_, Kind::doubtful_value, "台账A", "6 of 6 records without coordinates"), 1U);
  EXPECT_EQ(count_issues(city_, Kind::left_out_row, "台账A"), 2U) << "one for each sheet";
  EXPECT_EQ(count_issues(city_, Kind::left_out_row, "台账B"), 1U);
  EXPECT_EQ(count_issues(city_, Kind::doubtful_value, "普查", "names several classes"), 14U);
  EXPECT_EQ(count_issues(city_, Kind::doubtful_value, "房屋_北岭镇", "zone 39"), 1U);
  EXPECT_EQ(count_issues(city_, Kind::overlapping_units, "网格", "44142210 overlaps"), 1U);
  EXPECT_EQ(count_issues(city_, Kind::missing_attribute, "网格", "44142012 has no responsible"),
            1U);
  EXPECT_EQ(count_issues(asked_, Kind::coordinate_offset, "台账A", "GCJ-02"), 1U);
  EXPECT_EQ(count_issues(asked_, Kind::coordinate_offset, "举报", "GCJ-02"), 1U);
  EXPECT_EQ(count_issues(asked_, Kind::coordinate_offset, "重点单位", "packed"), 1U);
  // Names cut by the shapefile and text in GBK without .cpg are told as the layer is recognised.
  for (const SourceLayer& layer :
       io::read_and_recognise(io::open_project(test::demo_county / "演示县"), Job{})) {
    std::size_t cut = 0;
    for (const std::string& words : layer.recognition.assumed)
      cut += words.find("its name was cut by the format") != std::string::npos ? 1U : 0U;
    if (layer.raw.layer == "给水管线") {
      EXPECT_EQ(cut, 3U);
    }
    if (layer.raw.layer != "房屋_北岭镇") continue;
    EXPECT_EQ(cut, 2U);
    EXPECT_EQ(layer.raw.encoding, "GB18030");
    EXPECT_TRUE(layer.raw.encoding_guessed);
  }
}

}  // namespace
}  // namespace firebreak

#include "core/normalise/geometry.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "core/geo/geos.hpp"
#include "core/geo/measure.hpp"
#include "core/normalise/issue_log.hpp"
#include "layer_builder.hpp"

namespace firebreak {
namespace {

using test::LayerBuilder;

Intake intake_of(const LayerBuilder& builder) {
  Intake intake;
  intake.role = Role::buildings;
  intake.layer = builder.build();
  intake.aside.assign(intake.raw().size(), 0);
  return intake;
}

TEST(PlainlySimple, ClearsOrdinaryRingsAndDoubtsTheRest) {
  const std::vector<Xy> square{{0, 0}, {10, 0}, {10, 10}, {0, 10}, {0, 0}};
  EXPECT_TRUE(plainly_simple(square));
  const std::vector<Xy> bow_tie{{0, 0}, {10, 10}, {10, 0}, {0, 10}, {0, 0}};
  EXPECT_FALSE(plainly_simple(bow_tie));
  const std::vector<Xy> open{{0, 0}, {10, 0}, {10, 10}, {0, 10}};
  EXPECT_FALSE(plainly_simple(open));
  const std::vector<Xy> spike{{0, 0}, {10, 0}, {20, 0}, {10, 0}, {10, 10}, {0, 10}, {0, 0}};
  EXPECT_FALSE(plainly_simple(spike));
  const std::vector<Xy> touching{{0, 0}, {10, 0}, {5, 5}, {10, 10}, {0, 10}, {5, 5}, {0, 0}};
  EXPECT_FALSE(plainly_simple(touching));
  const std::vector<Xy> repeated{{0, 0}, {10, 0}, {10, 0}, {10, 10}, {0, 0}};
  EXPECT_FALSE(plainly_simple(repeated));
}

/// The own check may doubt a valid ring, but never clears one that GEOS calls invalid.
TEST(PlainlySimple, NeverClearsWhatGeosRefuses) {
  const Geos geos;
  int cleared = 0;
  for (unsigned seed = 1; seed <= 400; ++seed) {
    std::mt19937 random(seed);
    const auto coordinate = [&] { return static_cast<double>(random() % 9); };
    std::vector<Xy> ring;
    const std::size_t corners = 4 + random() % 4;
    for (std::size_t i = 0; i < corners; ++i) ring.push_back({coordinate(), coordinate()});
    ring.push_back(ring.front());
    if (!plainly_simple(ring)) continue;
    ++cleared;
    Shapes shapes;
    shapes.add(PartKind::outer, ring);
    EXPECT_TRUE(geos.valid(shapes, 0)) << "seed " << seed;
  }
  EXPECT_GT(cleared, 20);
}

TEST(SharedArea, OfRectangles) {
  Shapes shapes;
  const auto rectangle = [&](double x0, double y0, double x1, double y1) {
    shapes.add(PartKind::outer, std::vector<Xy>{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}, {x0, y0}});
  };
  rectangle(0, 0, 10, 10);
  rectangle(5, 5, 15, 15);
  rectangle(10, 0, 20, 10);  // touches the first
  rectangle(2, 2, 4, 4);     // inside the first
  EXPECT_NEAR(shared_area_m2(shapes, 0, shapes, 1), 25, 1e-9);
  EXPECT_NEAR(shared_area_m2(shapes, 0, shapes, 2), 0, 1e-9);
  EXPECT_NEAR(shared_area_m2(shapes, 0, shapes, 3), 4, 1e-9);
  EXPECT_NEAR(shared_area_m2(shapes, 3, shapes, 0), 4, 1e-9);
  EXPECT_NEAR(shared_area_m2(shapes, 0, shapes, 0), 100, 1e-9);
}

/// Star shapes with a hole: the sum over pairs of sides against the overlay of GEOS.
TEST(SharedArea, EqualsTheOverlayOfGeos) {
  const Geos geos;
  for (unsigned seed = 1; seed <= 200; ++seed) {
    std::mt19937 random(seed);
    const auto uniform = [&](double low, double high) {
      return low + (high - low) * static_cast<double>(random()) / 4294967296.0;
    };
    const auto star = [&](Shapes& out) {
      const Xy middle{uniform(-8, 8), uniform(-8, 8)};
      std::vector<Xy> outer;
      std::vector<Xy> hole;
      const int corners = 5 + static_cast<int>(random() % 12);
      for (int i = 0; i < corners; ++i) {
        const double angle = 2 * 3.14159265358979 * i / corners;
        const double radius = uniform(4, 12);
        outer.push_back(middle + radius * Xy{std::cos(angle), std::sin(angle)});
        hole.push_back(middle + 1.5 * Xy{std::cos(-angle), std::sin(-angle)});
      }
      outer.push_back(outer.front());
      hole.push_back(hole.front());
      out.add_part(PartKind::outer, outer);
      out.add_part(PartKind::hole, hole);
      out.finish_feature();
    };
    Shapes a;
    Shapes b;
    star(a);
    star(b);
    const Shapes common = geos.intersection(a, b);
    const double expected = common.empty() ? 0 : area_m2(common, 0);
    EXPECT_NEAR(shared_area_m2(a, 0, b, 0), expected, 1e-6) << "seed " << seed;
  }
}

TEST(CheckPolygons, RepairsSetsAsideAndCounts) {
  LayerBuilder layer(Role::buildings, "b.gpkg");
  layer.rectangle(0, 0, 10, 10);
  // A triangle of 0.125 m2 hangs on one corner: the ring touches itself there.
  layer.polygon({{0, 0}, {10, 0}, {10, 10}, {0, 10}, {0, -0.5}, {0.5, -0.5}, {0, 0}});
  layer.polygon({{0, 0}, {10, 10}, {10, 0}, {0, 10}, {0, 0}});
  layer.line({{0, 0}, {20, 0}, {20, 10}, {0, 0.03}});
  layer.line({{0, 0}, {20, 0}});
  layer.point(5, 5);
  Intake intake = intake_of(layer);
  IssueLog log;
  const CheckedPolygons checked = check_polygons(intake, log, Job{});
  using S = PolygonState;
  EXPECT_EQ(checked.state, (std::vector<S>{S::good, S::repaired, S::area_changed, S::closed_line,
                                           S::wrong_kind, S::wrong_kind}));
  EXPECT_EQ(intake.aside, (std::vector<std::uint8_t>{0, 0, 1, 0, 1, 1}));
  EXPECT_EQ(log.take().size(), 5U);

  Shapes out;
  checked.append(out, intake.raw().shapes, 1);
  EXPECT_TRUE(Geos().valid(out, 0));
  checked.append(out, intake.raw().shapes, 3);
  EXPECT_NEAR(area_m2(out, 1), 100, 0.5);
}

TEST(IssueLog, FoldsOnlyWhatIsAlike) {
  IssueLog log;
  const auto issue = [](Severity severity, std::int64_t fid) {
    Issue made;
    made.kind = IssueKind::doubtful_value;
    made.severity = severity;
    made.origin = {0, fid};
    return made;
  };
  const std::int64_t many = IssueLog::listed_per_class + 5;
  for (std::int64_t i = 0; i < many; ++i) log.add(issue(Severity::info, i));
  log.add(issue(Severity::serious, many));
  EXPECT_FALSE(log.wants({IssueKind::doubtful_value, Severity::info, Action::kept, 0}, 7));
  EXPECT_TRUE(log.wants({IssueKind::doubtful_value, Severity::serious, Action::kept, 0}, 7));
  const auto issues = log.take();
  ASSERT_EQ(issues.size(), IssueLog::listed_per_class + 2);
  EXPECT_EQ(issues[issues.size() - 2].severity, Severity::serious);
  EXPECT_EQ(issues.back().severity, Severity::info);
  EXPECT_EQ(issues.back().records, 6U);
}

TEST(CheckPolygons, TurnsRingsAndDropsRepeatedPoints) {
  LayerBuilder layer(Role::buildings, "b.gpkg");
  layer.polygon({{0, 0}, {0, 10}, {10, 10}, {10, 10}, {10, 0}, {0, 0}},
                {{{2, 2}, {4, 2}, {4, 4}, {2, 4}, {2, 2}}});
  Intake intake = intake_of(layer);
  IssueLog log;
  const CheckedPolygons checked = check_polygons(intake, log, Job{});
  Shapes out;
  checked.append(out, intake.raw().shapes, 0);
  EXPECT_EQ(out.part(0).points.size(), 5U);
  EXPECT_GT(ring_area_m2(out.part(0).points), 0);
  EXPECT_LT(ring_area_m2(out.part(1).points), 0);
  EXPECT_NEAR(area_m2(out, 0), 96, 1e-6);
  EXPECT_TRUE(log.take().empty());
}

}  // namespace
}  // namespace firebreak

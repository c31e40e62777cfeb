#include "gui/map_snap.hpp"

#include <QAction>
#include <algorithm>
#include <cmath>
#include <fstream>

#include "core/geo/measure.hpp"
#include "gui/layer_edits.hpp"
#include "gui/window_fixture.hpp"

/// Corners and edges of areas that the mouse is drawn to, and the polygon that selects by them.
namespace firebreak {
namespace {

class Snap : public test::WindowTest {
 protected:
  /// The town with open land that has a pond in it.
  void open_with_pond() {
    const auto project = test::write_town(dir_.path());
    std::ofstream(dir_.path() / "park.geojson")
        << R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":"p"},)"
           R"("geometry":{"type":"Polygon","coordinates":[)"
           R"([[11.284,49.5112],[11.286,49.5112],[11.286,49.5124],[11.284,49.5124],[11.284,49.5112]],)"
           R"([[11.2846,49.5116],[11.2846,49.512],[11.2854,49.512],[11.2854,49.5116],[11.2846,49.5116]])"
           R"(]}}]})";
    std::ofstream(project, std::ios::app)
        << "\n[[source]]\npath = \"park.geojson\"\nrole = \"open_land\"\n";
    open(project);
  }
  std::vector<Xy> house(std::uint32_t row) {
    const auto points = document().city()->buildings->shapes.feature_points(row);
    return {points.begin(), points.end()};
  }
  void look_at(const std::vector<Xy>& ring) {
    Box box;
    for (const Xy p : ring) box.add(p);
    canvas().set_view({box.centre(), 0.1});
    settle();
  }
  /// A place so many pixels away, as a hand that is not quite steady has it.
  Xy off(Xy place, double x_px, double y_px) {
    return place + canvas().view().metres_per_px * Xy{x_px, y_px};
  }
  std::optional<gui::MapSnap> snapped(Xy at) { return gui::snap_at(document(), canvas(), at); }
};

TEST_F(Snap, EveryCornerAndEveryEdgeOfAnAreaDraws) {
  open_town();
  for (const std::uint32_t row : {0U, 10U, 33U}) {
    const std::vector<Xy> ring = house(row);
    ASSERT_GE(ring.size(), 5U);
    ASSERT_EQ(ring.front(), ring.back()) << "closed: its last edge counts as the others do";
    look_at(ring);
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
      const auto corner = snapped(off(ring[i], 3, -4));
      ASSERT_TRUE(corner);
      EXPECT_TRUE(corner->corner);
      EXPECT_EQ(corner->at, ring[i]) << "the very place, not one beside it";
      // A third along the edge, at right angles off it.
      const Xy along = ring[i + 1] - ring[i];
      const double length = std::hypot(along.x_m, along.y_m);
      const Xy across{-along.y_m / length, along.x_m / length};
      const Xy foot = ring[i] + (1.0 / 3) * along;
      for (const double px : {-6.0, -1.0, 1.0, 6.0}) {
        const auto edge = snapped(off(foot, px * across.x_m, px * across.y_m));
        ASSERT_TRUE(edge);
        EXPECT_FALSE(edge->corner);
        EXPECT_LT(distance_m(edge->at, foot), 1e-6) << "the nearest place of the edge";
      }
    }
  }
}

TEST_F(Snap, ACornerInReachCountsMoreThanANearerEdge) {
  open_town();
  const std::vector<Xy> ring = house(10);
  look_at(ring);
  const Xy along = ring[1] - ring[0];
  const double length = std::hypot(along.x_m, along.y_m);
  const Xy step{along.x_m / length, along.y_m / length};
  const auto near = snapped(off(ring[0], 7 * step.x_m, 7 * step.y_m));
  ASSERT_TRUE(near);
  EXPECT_TRUE(near->corner) << "on the edge, seven pixels from its end";
  const auto beyond = snapped(off(ring[0], 9 * step.x_m, 9 * step.y_m));
  ASSERT_TRUE(beyond);
  EXPECT_FALSE(beyond->corner);
  const Xy out{0.5 * (ring[0] + ring[1])};
  const Xy across{-step.y_m, step.x_m};
  const bool inside_left =
      contains(document().city()->buildings->shapes, 10, off(out, across.x_m, across.y_m));
  const double side = inside_left ? -1 : 1;
  EXPECT_FALSE(snapped(off(out, 9 * side * across.x_m, 9 * side * across.y_m)))
      << "nine pixels are too far";
}

TEST_F(Snap, HolesDrawAsWell) {
  open_with_pond();
  const auto land = document().city()->open_land;
  ASSERT_EQ(land->size(), 1U);
  std::vector<Xy> hole;
  for (auto p = land->first_part(0); p < land->end_part(0); ++p)
    if (land->part(p).kind == PartKind::hole)
      hole.assign(land->part(p).points.begin(), land->part(p).points.end());
  ASSERT_GE(hole.size(), 5U);
  canvas().set_view({hole[0], 0.2});
  settle();
  const auto corner = snapped(off(hole[0], -3, 3));
  ASSERT_TRUE(corner);
  EXPECT_EQ(corner->at, hole[0]);
  const std::size_t last = hole.size() - 1;
  const Xy middle = 0.5 * (hole[last - 1] + hole[last]);
  const auto edge = snapped(off(middle, 2, 2));
  ASSERT_TRUE(edge) << "the edge that closes it";
  EXPECT_LT(point_segment2_m2(edge->at, hole[last - 1], hole[last]), 1e-12);
}

TEST_F(Snap, OnlyWhatIsDrawnDraws) {
  open_town();
  const std::vector<Xy> ring = house(10);
  look_at(ring);
  ASSERT_TRUE(snapped(off(ring[0], 2, 2)));
  const gui::LayerKey buildings = [this] {
    for (const render::LiveLayer& layer : document().scene()->layers)
      if (layer.scene.style->table == "buildings")
        return gui::LayerKey{"buildings", layer.scene.style->title, {}};
    return gui::LayerKey{};
  }();
  const auto nothing = [&](const char* why) {
    settle();
    EXPECT_FALSE(snapped(off(ring[0], 2, 2))) << why;
    document().undo().undo();
    settle();
    EXPECT_TRUE(snapped(off(ring[0], 2, 2))) << why;
  };
  gui::show_layer(document(), buildings, false);
  nothing("a layer that is switched off");
  gui::limit_scales(document(), buildings, std::nullopt, canvas().scale() / 2);
  nothing("a layer that is not drawn at this scale");
  canvas().set_snapping(false);
  EXPECT_FALSE(snapped(off(ring[0], 2, 2)));
  canvas().set_snapping(true);
  // In a view of everything nothing in particular is meant.
  canvas().set_view({ring[0], 50});
  settle();
  EXPECT_TRUE(snapped(ring[0])) << "sixty houses are few enough";
}

TEST_F(Snap, ASelectingPolygonIsDrawnByCornersThatAreMissedByALittle) {
  open_town();
  const std::vector<Xy> ring = house(10);
  look_at(ring);
  trigger("select_polygon");
  for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
    const Xy place = off(ring[i], 4, -4);
    QTest::mouseMove(&canvas(), canvas().to_screen(place).toPoint());
    click(place);
  }
  QTest::keyClick(&canvas(), Qt::Key_Return);
  ASSERT_TRUE(QTest::qWaitFor([this] { return !document().selection().rows.empty(); }, 20000));
  EXPECT_EQ(document().selection().table, "buildings");
  EXPECT_THAT(document().selection().rows, testing::ElementsAre(10U));
}

}  // namespace
}  // namespace firebreak

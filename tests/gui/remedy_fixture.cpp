#include "gui/remedy_fixture.hpp"

#include <fmt/format.h>

#include <QApplication>

#include <fstream>

#include "core/geo/crs.hpp"

namespace firebreak::test {

std::pair<double, double> RemedyTest::lon_lat(Xy in_town) {
  return {11.28 + in_town.x_m / 72300, 49.51 + in_town.y_m / 111220};
}

Xy RemedyTest::town(Xy in_town) {
  const auto [lon, lat] = lon_lat(in_town);
  const City& city = *document().city();
  return Transform(Crs("EPSG:4326"), city.crs)({lon, lat}) - city.origin;
}

void RemedyTest::narrow_side_street() {
  const auto place = [](Xy in_town) {
    const auto [lon, lat] = lon_lat(in_town);
    return fmt::format("[{:.8f},{:.8f}]", lon, lat);
  };
  std::ifstream in(dir_.path() / "buildings.geojson");
  std::string houses{std::istreambuf_iterator<char>(in), {}};
  houses.resize(houses.rfind("]}"));
  const auto add_house = [&](const char* name, const Box& box) {
    houses +=
        fmt::format(R"(,{{"type":"Feature","properties":{{"id":"{0}","name":"{0}","storeys":2}},)"
                    R"("geometry":{{"type":"Polygon","coordinates":[[{1},{2},{3},{4},{1}]]}}}})",
                    name, place(box.min), place({box.max.x_m, box.min.y_m}), place(box.max),
                    place({box.min.x_m, box.max.y_m}));
  };
  add_house("West", {{-53, 60}, {-43, 140}});
  add_house("East", {{-37, 60}, {-27, 140}});
  add_house("End 1", {{-56, 160}, {-46, 170}});
  add_house("End 2", {{-56, 172}, {-46, 182}});
  std::ofstream(dir_.path() / "buildings.geojson") << houses << "]}\n";
  std::string cars;
  for (const int car : {1, 2}) {
    const double x = car == 1 ? -41 : -39;
    cars += fmt::format(R"({}{{"type":"Feature","properties":{{"id":"car{}","kind":"parked"}},)"
                        R"("geometry":{{"type":"LineString","coordinates":[{},{}]}}}})",
                        car == 1 ? "" : ",", car, place({x, 90}), place({x, 110}));
  }
  std::ofstream(dir_.path() / "obstacles.geojson")
      << R"({"type":"FeatureCollection","features":[)" << cars << "]}\n";
}

void RemedyTest::look_at(Xy in_town) {
  window_->choose_step(gui::Step::remedy);
  const Xy at = town(in_town);
  canvas().zoom_to(Box{at, at}.grown(60));
  settle();
}

void RemedyTest::add_hydrant(Xy in_town) {
  look_at(in_town);
  trigger("add_hydrant");
  click(town(in_town));
  settle();
}

void RemedyTest::choose(const char* box, const QString& entry) {
  auto* combo = find<QComboBox>(box);
  const int at = combo->findText(entry);
  ASSERT_GE(at, 0) << entry.toStdString();
  combo->showPopup();
  QAbstractItemView* list = combo->view();
  ASSERT_TRUE(QTest::qWaitFor([&] { return list->isVisible(); }));
  QTest::qWait(QApplication::doubleClickInterval() + 50);  // a popup swallows its first release
  const QModelIndex index = combo->model()->index(at, combo->modelColumn());
  list->scrollTo(index);
  QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(index).center());
  ASSERT_TRUE(QTest::qWaitFor([&] { return combo->currentText() == entry; }));
}

void RemedyTest::type_figure(const char* box, const char* figure) {
  auto* spin = find<QDoubleSpinBox>(box);
  ASSERT_TRUE(spin->isVisible()) << box;
  spin->setFocus();
  spin->selectAll();
  QTest::keyClicks(spin, figure);
  QTest::keyClick(spin, Qt::Key_Return);
}

void RemedyTest::double_click_item(QAbstractItemView& list, int row, int column) {
  const QModelIndex index = list.model()->index(row, column);
  list.scrollTo(index);
  const QPoint at = list.visualRect(index).center();
  QTest::mouseClick(list.viewport(), Qt::LeftButton, {}, at);
  QTest::mouseDClick(list.viewport(), Qt::LeftButton, {}, at);
}

std::string RemedyTest::project_text() {
  const auto path = dir_.path() / "saved.toml";
  EXPECT_TRUE(window_->save_to(path));
  std::ifstream in(path);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace firebreak::test

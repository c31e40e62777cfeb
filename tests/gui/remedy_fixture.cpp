#include "gui/remedy_fixture.hpp"

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

void RemedyTest::look_at(Xy in_town) {
  window_->choose_step(gui::Step::remedy);
  const Xy at = town(in_town);
  canvas().zoom_to(Box{at, at}.grown(60));
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

#pragma once

#include <QAbstractItemView>
#include <QDoubleSpinBox>

#include "gui/window_fixture.hpp"

namespace firebreak::test {

/// Step 4 in the small town of `write_town`, with its places in metres from the town's corner.
class RemedyTest : public WindowTest {
 protected:
  static std::pair<double, double> lon_lat(Xy in_town);
  /// In city metres.
  Xy town(Xy in_town);
  /// Puts houses 6 m apart along Side Street into the written town, two rows of parked cars that
  /// leave 2 m between them, and behind them the houses "End 1" and "End 2", 2 m apart.
  void narrow_side_street();
  /// Goes to step 4 and shows some 150 m around a place of the town.
  void look_at(Xy in_town);
  /// Goes there and puts a hydrant down, in the plan shown or in a new one.
  void add_hydrant(Xy in_town);
  /// Opens a box and clicks on an entry.
  void choose(const char* box, const QString& entry);
  /// Types a figure into a spin box.
  void type_figure(const char* box, const char* figure);
  void double_click_item(QAbstractItemView& list, int row, int column = 0);
  /// The last message of the window.
  std::string said() { return find<QLabel>("message")->text().toStdString(); }
  QString details() { return find<QTextBrowser>("details_text")->toPlainText(); }
  /// The project as it would be saved.
  std::string project_text();
};

}  // namespace firebreak::test

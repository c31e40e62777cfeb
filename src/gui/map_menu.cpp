#include <QApplication>
#include <QClipboard>
#include <QMenu>
#include <cmath>

#include "core/base/error.hpp"
#include "gui/identify_tool.hpp"
#include "gui/main_window.hpp"
#include "gui/words.hpp"

/// What a right click on the map offers.
namespace firebreak::gui {

namespace {

constexpr double reach_px = 6;

/// "665000.12, 5487000.34" in the city's CRS.
QString coordinates(Xy at) {
  return QStringLiteral("%1, %2").arg(at.x_m, 0, 'f', 2).arg(at.y_m, 0, 'f', 2);
}

/// "11.280236, 49.518125"; empty for a local grid.
QString degrees(const Crs& crs, Xy at) {
  try {
    const Xy lon_lat = Transform(crs, Crs("EPSG:4326"))(at);
    if (!std::isfinite(lon_lat.x_m)) return {};
    return QStringLiteral("%1, %2").arg(lon_lat.x_m, 0, 'f', 6).arg(lon_lat.y_m, 0, 'f', 6);
  } catch (const Error&) {
    return {};
  }
}

}  // namespace

void MainWindow::make_map_menu() {
  connect(canvas_, &MapCanvas::context_wanted, this, [this](Xy at, const QPoint& global) {
    if (!document_.is_open()) return;
    auto* menu = new QMenu(canvas_);
    menu->setObjectName("map_menu");
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [&](const char* name, const QString& text, auto run) {
      menu->addAction(text, this, run)->setObjectName(name);
    };
    add("here_identify", words("What is here"), [this, at] {
      const auto found = features_at(document_, at, reach_px * canvas_->view().metres_per_px);
      if (found.empty()) return document_.tell(words("Nothing is drawn here."), Tone::notice);
      const auto& [table, row] = found.front();
      document_.select({table->name, {row}, row});
    });
    const CityGrid& grid = document_.grid();
    const Xy place = at + grid.origin;
    if (document_.shown_city())
      add("here_hydrant", words("Add a hydrant here"), [this, place] {
        document_.add_edit(AddHydrant{document_.new_id(), place});
      });
    menu->addSeparator();
    const QString shown = coordinates(place);
    add("here_copy", words("Copy coordinates: {}", shown.toStdString()),
        [shown] { QApplication::clipboard()->setText(shown); });
    if (const QString lon_lat = grid.crs.known() ? degrees(grid.crs, place) : QString();
        !lon_lat.isEmpty())
      add("here_copy_degrees", words("Copy lon, lat: {}", lon_lat.toStdString()),
          [lon_lat] { QApplication::clipboard()->setText(lon_lat); });
    menu->addSeparator();
    add("here_centre", words("Centre the map here"), [this, at] {
      canvas_->pan_by(QPointF(canvas_->rect().center()) - canvas_->to_screen(at));
    });
    add("here_zoom", words("Zoom in here"),
        [this, at] { canvas_->zoom_by(2, canvas_->to_screen(at)); });
    menu->popup(global);
  });
}

}  // namespace firebreak::gui

#include "gui/map_tip.hpp"

#include <QToolTip>

#include "core/model/cells.hpp"
#include "gui/cell_words.hpp"
#include "gui/identify_tool.hpp"
#include "gui/results.hpp"
#include "gui/words.hpp"

namespace firebreak::gui {

namespace {

constexpr double tip_reach_px = 4;
/// Columns with what was found about a feature, the first that it has is told.
constexpr std::string_view told_columns[] = {"hydrant_verdict", "verdict", "status", "kind",
                                             "level"};

/// A lane by its street: its id stands on no plan and no sign.
QString lane_called(const Document& document, std::string_view id) {
  const TablePtr lanes = document.table("fire_lanes");
  const auto at = lanes ? row_with(*lanes, "lane_id", id) : std::nullopt;
  const auto street = at ? word_in(*lanes, "name", *at) : std::nullopt;
  return street ? to_qt(*street) : words("unnamed lane");
}

/// A feature by its name, else by its id or its lane.
QString name_of(const Document& document, const FeatureTable& table, std::uint32_t row) {
  for (const std::string_view column : {std::string_view("name"), id_column_of(table)}) {
    const Column* named = column.empty() ? nullptr : table.column(column);
    if (named == nullptr || !named->has(row)) continue;
    const std::string name = shown_cell(*named, row);
    return column == "lane_id" ? lane_called(document, name) : to_qt(name);
  }
  return {};
}

}  // namespace

MapTip::MapTip(Document& document, MapCanvas& canvas, QObject* parent)
    : QObject(parent), document_(document), canvas_(canvas) {
  rest_.setSingleShot(true);
  rest_.setInterval(rest_ms);
  connect(&rest_, &QTimer::timeout, this, &MapTip::show);
  connect(&canvas_, &MapCanvas::cursor_at, this, [this](Xy place) {
    QToolTip::hideText();
    place_ = place;
    if (on_) rest_.start();
  });
  connect(&canvas_, &MapCanvas::cursor_left, &rest_, &QTimer::stop);
  connect(&canvas_, &MapCanvas::view_changed, &rest_, &QTimer::stop);
}

void MapTip::set_on(bool on) {
  on_ = on;
  if (!on) rest_.stop();
}

QString MapTip::words_at(Xy place) const {
  const auto found = features_at(document_, place, tip_reach_px * canvas_.view().metres_per_px);
  if (found.empty()) return {};
  const auto& [table, row] = found.front();
  const QString name = name_of(document_, *table, row);
  QString told = table_title(*table) + (name.isEmpty() ? QString() : " · " + name);
  for (const std::string_view column : told_columns)
    if (const Column* verdict = table->column(column); verdict != nullptr && verdict->has(row)) {
      const std::string value = shown_cell(*verdict, row);
      told += "\n" + column_title(*verdict) + ": " +
              (holds_words(*verdict) ? word_of(value) : to_qt(value));
      break;
    }
  return told;
}

void MapTip::show() {
  // Whoever measures or places something looks at what the tip would hide.
  const QString told = canvas_.plain() ? words_at(place_) : QString();
  if (told.isEmpty()) return;
  const QPoint at = canvas_.to_screen(place_).toPoint();
  if (canvas_.rect().contains(at)) QToolTip::showText(canvas_.mapToGlobal(at), told, &canvas_);
}

}  // namespace firebreak::gui

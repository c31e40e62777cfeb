#include "gui/status_line.hpp"

#include <QDialog>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QVBoxLayout>
#include <cmath>

#include "gui/crs_words.hpp"
#include "gui/words.hpp"
#include "render/key_figures.hpp"
#include "render/page.hpp"

namespace firebreak::gui {

namespace {

constexpr double scales[] = {500, 1000, 2000, 5000, 10000, 25000, 50000, 100000, 250000};

}  // namespace

StatusLine::StatusLine(Document& document, MapCanvas& canvas, QWidget* parent)
    : QStatusBar(parent), document_(document), canvas_(canvas) {
  setObjectName("status_line");
  bar_ = new QProgressBar;
  bar_->setObjectName("progress");
  bar_->setRange(0, 1000);
  bar_->setMinimumWidth(260);
  bar_->setVisible(false);
  stop_ = new QToolButton;
  stop_->setObjectName("stop");
  stop_->setVisible(false);
  say(stop_, tr_key("Stop (Esc)"));
  say_tip(stop_, tr_key("Stops what is being computed; what was there before stays"));
  place_ = new QLabel;
  place_->setObjectName("cursor_place");
  place_->setMinimumWidth(330);
  go_to_ = new QLineEdit;
  go_to_->setObjectName("go_to");
  go_to_->setMaximumWidth(190);
  say_placeholder(go_to_, tr_key("Go to: lon, lat or X, Y"));
  say_tip(go_to_, tr_key("Type a place and press Enter: degrees as lon, lat, or coordinates of the "
                         "map"));
  scale_ = new QComboBox;
  scale_->setObjectName("scale");
  scale_->setEditable(true);
  scale_->setInsertPolicy(QComboBox::NoInsert);
  scale_->setMinimumWidth(110);
  for (const double scale : scales) scale_->addItem(to_qt(scale_ratio(scale)), scale);
  say_tip(scale_, tr_key("Scale of the map on this screen"));
  crs_ = new QToolButton;
  crs_->setObjectName("crs");
  crs_->setAutoRaise(true);
  connect(crs_, &QToolButton::clicked, this, &StatusLine::tell_crs);

  addWidget(bar_);
  addWidget(stop_);
  for (QWidget* widget : {static_cast<QWidget*>(place_), static_cast<QWidget*>(go_to_),
                          static_cast<QWidget*>(scale_), static_cast<QWidget*>(crs_)})
    addPermanentWidget(widget);

  connect(&canvas_, &MapCanvas::cursor_at, this, &StatusLine::show_place);
  connect(&canvas_, &MapCanvas::cursor_left, place_, &QLabel::clear);
  connect(&canvas_, &MapCanvas::view_changed, this, &StatusLine::show_scale);
  connect(&document_, &Document::grid_changed, this, &StatusLine::take_grid);
  connect(&document_, &Document::opened, this, &StatusLine::take_grid);
  connect(&document_, &Document::city_changed, this, &StatusLine::take_grid);
  connect(&document_, &Document::language_changed, this, &StatusLine::take_grid);
  connect(go_to_, &QLineEdit::returnPressed, this, &StatusLine::go);
  connect(&document_, &Document::opened, go_to_, &QLineEdit::clear);
  connect(scale_->lineEdit(), &QLineEdit::returnPressed, this, [this] {
    QString typed = scale_->currentText();
    typed.remove(QRegularExpression("^\\s*1\\s*:")).remove(QRegularExpression("[,\\s]"));
    if (const double scale = typed.toDouble(); scale >= 1) canvas_.set_scale(scale);
    show_scale();
    canvas_.setFocus();
  });
  connect(scale_, &QComboBox::activated, this,
          [this](int at) { canvas_.set_scale(scale_->itemData(at).toDouble()); });
  connect(stop_, &QToolButton::clicked, &document_, &Document::cancel);
  connect(&document_, &Document::busy_changed, this, [this](bool busy) {
    bar_->setVisible(busy);
    stop_->setVisible(busy);
    bar_->setValue(0);
    bar_->setFormat(QString());
  });
  connect(&document_, &Document::progress, this, [this](double share, const QString& doing) {
    bar_->setValue(static_cast<int>(std::lround(1000 * share)));
    bar_->setFormat(to_qt(translate(doing.toStdString())) + "  %p %");
  });
  take_grid();
}

void StatusLine::take_grid() {
  to_degrees_.reset();
  from_degrees_.reset();
  const CityGrid& grid = document_.grid();
  const Crs& crs = grid.crs;
  origin_ = grid.origin;
  crs_->setVisible(crs.known());
  if (!crs.known()) return;
  const Crs degrees("EPSG:4326");
  try {
    to_degrees_.emplace(crs, degrees);
    from_degrees_.emplace(degrees, crs);
  } catch (const Error&) {
    // A local grid has no place on the globe: the map's own coordinates still show.
  }
  const int epsg = crs.epsg();
  crs_->setText(to_qt(crs_words(crs.name(), language())) +
                (epsg == 0 ? "" : QStringLiteral(" · EPSG:%1").arg(epsg)));
  QString tip;
  if (const auto city = document_.city())
    tip = words("Everything is measured in this CRS; its scale error here is {:.3f} %.",
                100 * city->scale_error) +
          "\n";
  crs_->setToolTip(tip + words("Click: its full definition, and where to change it"));
}

void StatusLine::tell_crs() {
  const Crs& crs = document_.grid().crs;
  auto* dialog = new QDialog(this);
  dialog->setObjectName("crs_window");
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setWindowTitle(to_qt(crs_words(crs.name(), language())));
  auto* where = new QLabel(
      document_.city()
          ? words("The map is in the CRS that the project names as `crs`; without one, in that of "
                  "the buildings or in the one that fits the place. The CRS of a single layer is "
                  "corrected in step Data, under \"What was recognised\".")
          : words("A result keeps the CRS that it was assessed in. Assess the city again to have "
                  "it in another one."));
  where->setWordWrap(true);
  auto* definition =
      new QPlainTextEdit(to_qt(crs.name() + "\n" + crs.definition() + "\n\n") + to_qt(crs.wkt()));
  definition->setObjectName("crs_definition");
  definition->setReadOnly(true);
  auto* column = new QVBoxLayout(dialog);
  column->addWidget(where);
  column->addWidget(definition);
  if (document_.city()) {
    auto* change = new QPushButton(words("Change the CRS of the city …"));
    change->setObjectName("crs_change");
    connect(change, &QPushButton::clicked, dialog, &QDialog::close);
    connect(change, &QPushButton::clicked, &document_, &Document::crs_wanted);
    column->addWidget(change, 0, Qt::AlignLeft);
  }
  dialog->resize(620, 460);
  dialog->show();
}

bool StatusLine::has_place() const {
  return document_.is_open() && (document_.grid().crs.known() || document_.city());
}

void StatusLine::show_place(Xy place) {
  if (!has_place()) return place_->clear();
  const Xy at = place + origin_;
  QString shown = to_qt(text("E {:.1f}  N {:.1f}", at.x_m, at.y_m));
  if (to_degrees_) {
    const Xy degrees = (*to_degrees_)(at);
    if (std::isfinite(degrees.x_m))
      shown +=
          QStringLiteral("   %1°, %2°").arg(degrees.x_m, 0, 'f', 6).arg(degrees.y_m, 0, 'f', 6);
  }
  place_->setText(shown);
}

void StatusLine::show_scale() {
  if (!scale_->lineEdit()->hasFocus() || !scale_->lineEdit()->isModified())
    scale_->setEditText(to_qt(scale_ratio(canvas_.scale())));
}

std::optional<Xy> StatusLine::place_of(const QString& typed) const {
  static const QRegularExpression two_numbers(
      R"(^\s*([-+]?\d+(?:\.\d+)?)\s*°?\s*[,;，\s]\s*([-+]?\d+(?:\.\d+)?)\s*°?\s*$)");
  const auto match = two_numbers.match(typed);
  if (!match.hasMatch() || !has_place()) return std::nullopt;
  const Xy pair{match.captured(1).toDouble(), match.captured(2).toDouble()};
  if (from_degrees_ && std::abs(pair.x_m) <= 180 && std::abs(pair.y_m) <= 90) {
    const Xy at = (*from_degrees_)(pair);
    if (!std::isfinite(at.x_m)) return std::nullopt;
    return at - origin_;
  }
  return pair - origin_;
}

void StatusLine::go() {
  const auto place = place_of(go_to_->text());
  if (!place)
    return document_.tell(words("\"{}\" is no place. Write lon, lat in degrees, or easting, "
                                "northing of the map.",
                                go_to_->text().toStdString()),
                          Tone::notice);
  document_.show_place(Box{*place, *place});
  canvas_.setFocus();
}

}  // namespace firebreak::gui

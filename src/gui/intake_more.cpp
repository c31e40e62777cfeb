#include "gui/intake_more.hpp"

#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <cmath>

#include "core/base/error.hpp"
#include "core/base/plural.hpp"
#include "core/io/apply_settings.hpp"
#include "core/io/control_file.hpp"
#include "core/io/read.hpp"
#include "core/normalise/similarity.hpp"
#include "gui/words.hpp"

namespace firebreak::gui {

IntakeMore::IntakeMore(Document& document) : document_(document) {
  setObjectName("intake_more");
  ask_control_points = [this] {
    return QFileDialog::getOpenFileName(
        this, words("Control points"), QString(),
        words("Control points") + " (*.csv *.txt);;" + words("All files") + " (*)");
  };
  where_ = new QLineEdit;
  where_->setObjectName("intake_where");
  say_tip(where_, tr_key("Only records for which this holds are read (OGR SQL), e.g. "
                         "status <> 'removed'; empty: all"));
  relative_ = new QDoubleSpinBox;
  relative_->setObjectName("intake_relative_accuracy");
  relative_->setRange(0, 1000);
  relative_->setDecimals(2);
  relative_->setSuffix(" m");
  relative_->setKeyboardTracking(false);
  say_tip(relative_, tr_key("How exact a distance between two neighbours of this layer is (one "
                            "sigma); 0: by the kind of source"));
  points_told_ = new QLabel;
  points_told_->setObjectName("intake_control_told");
  points_told_->setWordWrap(true);
  auto* choose = new QPushButton;
  choose->setObjectName("intake_control_choose");
  say(choose, tr_key("From a file …"));
  say_tip(choose, tr_key("Lines of x, y of the layer, then E, N in its CRS: they move it there"));
  no_points_ = new QPushButton;
  no_points_->setObjectName("intake_control_none");
  say(no_points_, tr_key("None"));
  say_tip(no_points_, tr_key("Takes the control points out of the project"));
  accept_fit_ = new QPushButton;
  accept_fit_->setObjectName("intake_control_accept");
  say(accept_fit_, tr_key("Accept the fit"));
  say_tip(accept_fit_, tr_key("The points are as good as they get: the layer is moved by them, and "
                              "its places are no better"));
  accept_fit_->hide();
  auto* points = new QHBoxLayout;
  points->addWidget(points_told_, 1);
  points->addWidget(accept_fit_);
  points->addWidget(choose);
  points->addWidget(no_points_);

  auto* form = new QFormLayout(this);
  form->setContentsMargins(12, 0, 0, 0);
  form->setRowWrapPolicy(QFormLayout::WrapLongRows);
  const auto label = [](const char* english, QWidget* buddy) {
    auto* made = new QLabel;
    say(made, english);
    made->setBuddy(buddy);
    return made;
  };
  form->addRow(label(tr_key("Only records with"), where_), where_);
  form->addRow(label(tr_key("Accuracy of distances"), relative_), relative_);
  form->addRow(label(tr_key("Control points"), choose), points);

  connect(where_, &QLineEdit::editingFinished, this, &IntakeMore::take_where);
  connect(relative_, &QDoubleSpinBox::valueChanged, this, [this](double metres) {
    if (filling_) return;
    emit correction(tr_key("Accuracy of a layer"), [metres](io::SourceSpec& spec) {
      spec.relative_accuracy_m = metres > 0 ? std::optional(metres) : std::nullopt;
    });
  });
  connect(choose, &QPushButton::clicked, this, &IntakeMore::choose_control_points);
  connect(no_points_, &QPushButton::clicked, this, [this] {
    emit correction(tr_key("Control points of a layer"), [](io::SourceSpec& spec) {
      spec.control_points.clear();
      spec.control_accepted_m.reset();
    });
  });
  connect(accept_fit_, &QPushButton::clicked, this, [this] {
    const double accepted_m = std::ceil(100 * fit_m_) / 100;
    emit correction(tr_key("Fit of control points, accepted"),
                    [accepted_m](io::SourceSpec& spec) { spec.control_accepted_m = accepted_m; });
  });
  connect(&checking_, &Task::failed, this, [this](const QString& why) {
    where_->setText(to_qt(row_.settings.where));
    document_.tell(why, Tone::failure);
  });
  connect(&document_, &Document::opened, &checking_, &Task::cancel);
}

void IntakeMore::show_layer(const IntakeRow& row, const io::SourceSpec* spec) {
  filling_ = true;
  const bool other = row.path != row_.path || row.layer != row_.layer;
  row_ = row;
  if (other || !checking_.running()) where_->setText(to_qt(row.settings.where));
  relative_->setSpecialValueText(words("by the kind of source"));
  relative_->setValue(row.settings.relative_accuracy_m.value_or(0));
  show_control_points(spec);
  filling_ = false;
}

namespace {

/// How well pairs fit; none where they are no pairs of one place.
std::optional<double> fit_of(const std::vector<ControlPair>& pairs) {
  try {
    return similarity_of(pairs).rms_m;
  } catch (const Error&) {
    return std::nullopt;  // told when the city is made
  }
}

}  // namespace

void IntakeMore::show_control_points(const io::SourceSpec* spec) {
  const std::size_t pairs = spec == nullptr ? 0 : spec->control_points.size();
  QString told = pairs == 0 ? words("none")
                            : words(for_count(pairs, tr_key("{} pair"), tr_key("{} pairs")), pairs);
  const std::optional<double> rms_m = pairs == 0 ? std::nullopt : fit_of(spec->control_points);
  if (pairs == 2)
    told += ", " + words("unchecked: a third one would show a mistake");
  else if (rms_m)
    told += ", " + words("they fit to {:.2f} m (RMS)", *rms_m);
  const double limit_m = spec == nullptr ? 0 : spec->control_accepted_m.value_or(control_limit_m);
  const bool too_wide = rms_m && *rms_m > limit_m;
  if (too_wide) told += ". " + words("That is more than {:g} m: look for a wrong pair.", limit_m);
  if (pairs > 0 && spec->control_accepted_m)
    told += ", " + words("accepted up to {:g} m", *spec->control_accepted_m);
  points_told_->setText(told);
  no_points_->setEnabled(pairs > 0);
  accept_fit_->setVisible(too_wide);
  fit_m_ = rms_m.value_or(0);
}

void IntakeMore::take_where() {
  const std::string typed = where_->text().trimmed().toStdString();
  if (filling_ || typed == row_.settings.where) return;
  io::SourceSettings settings = row_.settings;
  settings.where = typed;
  // The file itself says whether it understands the filter.
  checking_.start(
      [path = row_.path, layer = row_.layer, settings](const Job& job) {
        io::read_source(path, io::options_of(settings, {layer}), job);
        return settings.where;
      },
      [this, row = row_](const std::string& good) {
        emit correction_of(row, tr_key("Filter of a layer"),
                           [good](io::SourceSpec& spec) { spec.where = good; });
      });
}

void IntakeMore::choose_control_points() {
  const QString file = ask_control_points();
  if (file.isEmpty()) return;
  try {
    const auto pairs = io::read_control_points(file.toStdString());
    if (pairs.size() < 2)
      throw Error(ErrorKind::file,
                  "{}: it takes two pairs of points at least to move a layer. Add more lines.",
                  file.toStdString());
    emit correction(tr_key("Control points of a layer"), [pairs](io::SourceSpec& spec) {
      if (spec.control_points != pairs) spec.control_accepted_m.reset();
      spec.control_points = pairs;
    });
  } catch (const Error& e) {
    document_.tell(to_qt(e.what()), Tone::failure);
  }
}

}  // namespace firebreak::gui

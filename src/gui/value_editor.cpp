#include "gui/value_editor.hpp"

#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QWheelEvent>
#include <cmath>
#include <utility>

#include "core/base/error.hpp"
#include "gui/words.hpp"

namespace firebreak::gui {

namespace {

constexpr int rest_ms = 700;

/// The number in front of the unit; empty if it is none.
std::optional<double> number_in(const QDoubleSpinBox& box, QString text) {
  if (text.endsWith(box.suffix())) text.chop(box.suffix().size());
  bool good = false;
  const double number = text.trimmed().replace(',', '.').toDouble(&good);
  return good ? std::optional(number) : std::nullopt;
}

}  // namespace

NumberBox::NumberBox(QWidget* parent) : QDoubleSpinBox(parent) {
  setLocale(QLocale::c());
  setKeyboardTracking(false);
  setFocusPolicy(Qt::StrongFocus);
  setAlignment(Qt::AlignRight);
  rest_.setSingleShot(true);
  rest_.setInterval(rest_ms);
  connect(&rest_, &QTimer::timeout, this, &NumberBox::committed);
  connect(this, &QAbstractSpinBox::editingFinished, this, [this] {
    rest_.stop();
    if (!std::exchange(refused_now_, false)) emit committed();
  });
}

void NumberBox::stepBy(int steps) {
  QDoubleSpinBox::stepBy(steps);
  rest_.start();
}

QValidator::State NumberBox::validate(QString& input, int&) const {
  const auto number = number_in(*this, input);
  const bool fits = number && *number >= minimum() && *number <= maximum() &&
                    (decimals() > 0 || *number == std::floor(*number));
  return fits ? QValidator::Acceptable : QValidator::Intermediate;
}

void NumberBox::fixup(QString& input) const {
  refused_now_ = true;
  if (const auto number = number_in(*this, input)) emit refused(*number);
  input = textFromValue(value()) + suffix();
}

QString NumberBox::textFromValue(double value) const {
  return QString::number(value, 'g', 10);
}

double NumberBox::valueFromText(const QString& text) const {
  return number_in(*this, text).value_or(value());
}

void NumberBox::wheelEvent(QWheelEvent* event) {
  if (hasFocus()) return QDoubleSpinBox::wheelEvent(event);
  event->ignore();  // the page scrolls
}

ValueEditor::ValueEditor(const DeclaredParam& param, QWidget* parent)
    : QWidget(parent), param_(param) {
  using Kind = DeclaredParam::Kind;
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  if (param.kind == Kind::number || param.kind == Kind::whole) {
    field_ = number_ = new NumberBox;
    number_->setDecimals(param.kind == Kind::whole ? 0 : 6);
    number_->setRange(param.min, param.max);
    number_->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    number_->setFixedWidth(130);
    connect(number_, &NumberBox::committed, this, &ValueEditor::committed);
    connect(number_, &NumberBox::refused, this, [this](double number) {
      try {
        check_value(param_, number);
      } catch (const Error& e) {
        emit refused(QString::fromUtf8(e.what()));
      }
    });
  } else if (param.kind == Kind::truth) {
    field_ = truth_ = new QCheckBox;
    connect(truth_, &QCheckBox::clicked, this, &ValueEditor::committed);
  } else if (param.kind == Kind::choice) {
    field_ = choice_ = new QComboBox;
    choice_->setSizeAdjustPolicy(
        QComboBox::AdjustToContents);  // its words change with the language
    for (const std::string& choice : param.choices) choice_->addItem(QString(), to_qt(choice));
    connect(choice_, &QComboBox::activated, this, &ValueEditor::committed);
  } else {
    field_ = words_ = new QLineEdit;
    connect(words_, &QLineEdit::editingFinished, this, &ValueEditor::committed);
  }
  field_->setObjectName(to_qt("value_" + param.key));
  setFocusProxy(field_);
  row->addWidget(field_, words_ != nullptr ? 1 : 0);
  row->addStretch(words_ != nullptr ? 0 : 1);
  retranslate_choices();
}

ValueEditor::~ValueEditor() {
  field_->disconnect(this);  // it loses the focus, and that ends an edit
}

void ValueEditor::retranslate_choices() {
  if (choice_ != nullptr)
    for (int i = 0; i < choice_->count(); ++i)
      choice_->setItemText(
          i,
          to_qt(translate(choice_title(param_.key, param_.choices[static_cast<std::size_t>(i)]))));
  if (truth_ != nullptr) truth_->setText(words("yes"));
}

void ValueEditor::set_unit(const QString& unit) {
  if (number_ != nullptr) number_->setSuffix(unit.isEmpty() ? QString() : " " + unit);
}

void ValueEditor::set_value(const ParamValue& value) {
  const QSignalBlocker quiet(field_);
  const auto* number = std::get_if<double>(&value);
  const auto* truth = std::get_if<bool>(&value);
  const auto* word = std::get_if<std::string>(&value);
  if (number_ != nullptr && number != nullptr) number_->setValue(*number);
  if (truth_ != nullptr && truth != nullptr) truth_->setChecked(*truth);
  if (choice_ != nullptr && word != nullptr)
    choice_->setCurrentIndex(choice_->findData(to_qt(*word)));
  if (words_ != nullptr && word != nullptr) words_->setText(to_qt(*word));
}

ParamValue ValueEditor::value() const {
  if (number_ != nullptr) return number_->value();
  if (truth_ != nullptr) return truth_->isChecked();
  if (choice_ != nullptr) return choice_->currentData().toString().toStdString();
  return words_->text().toStdString();
}

}  // namespace firebreak::gui

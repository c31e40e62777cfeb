#include "gui/classes_dialog.hpp"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>
#include <algorithm>

#include "core/model/class_breaks.hpp"
#include "core/model/colour_ramp.hpp"
#include "gui/layer_edits.hpp"
#include "gui/words.hpp"
#include "render/symbol.hpp"

namespace firebreak::gui {

namespace {

constexpr int most_classes = 9;
constexpr const char* methods[] = {tr_key("Equal intervals"), tr_key("As many in each"),
                                   tr_key("Natural breaks")};

QIcon ramp_icon(std::string_view ramp) {
  constexpr int width = 70;
  constexpr int height = 14;
  QPixmap picture(width, height);
  QPainter painter(&picture);
  const std::vector<Colour> colours = ramp_colours(ramp, 7);
  for (std::size_t i = 0; i < colours.size(); ++i)
    painter.fillRect(static_cast<int>(i) * width / 7, 0, width / 7, height,
                     render::to_qt(colours[i]));
  return QIcon(picture);
}

std::vector<double> numbers_of(const Column& column, std::size_t rows) {
  std::vector<double> values;
  for (std::size_t row = 0; row < rows; ++row)
    if (column.has(row))
      values.push_back(column.type == ColumnType::integer
                           ? static_cast<double>(column.integers[row])
                           : column.reals[row]);
  return values;
}

}  // namespace

ClassesDialog::ClassesDialog(Document& document, LayerKey key, QWidget* parent)
    : QDialog(parent), document_(document), key_(std::move(key)) {
  setObjectName("classes");
  setAttribute(Qt::WA_DeleteOnClose);
  setWindowTitle(words("Classes: {}", title_words(key_.title).toStdString()));
  column_ = new QComboBox;
  column_->setObjectName("class_column");
  count_ = new QSpinBox;
  count_->setObjectName("class_count");
  count_->setRange(2, most_classes);
  count_->setValue(5);
  method_ = new QComboBox;
  method_->setObjectName("class_method");
  for (const char* method : methods) method_->addItem(words(method));
  ramp_ = new QComboBox;
  ramp_->setObjectName("class_ramp");
  ramp_->setIconSize({70, 14});
  for (const ColourRamp& ramp : colour_ramps())
    ramp_->addItem(ramp_icon(ramp.name), words(ramp.title), to_qt(ramp.name));
  breaks_ = new QListWidget;
  breaks_->setObjectName("class_breaks");
  say_tip(breaks_, tr_key("Double click or F2 changes a break"));
  const auto button = [](const char* name, const char* english) {
    auto* made = new QPushButton;
    made->setObjectName(name);
    say(made, english);
    return made;
  };
  auto* add = button("class_add", tr_key("Add a break"));
  auto* remove = button("class_remove", tr_key("Take it away"));
  apply_ = button("class_apply", tr_key("Apply"));
  auto* none = button("class_none", tr_key("Rules of the style sheet"));

  auto* form = new QFormLayout;
  form->addRow(words("Column"), column_);
  form->addRow(words("Number of classes"), count_);
  form->addRow(words("Cut into"), method_);
  form->addRow(words("Colours"), ramp_);
  form->addRow(words("Breaks"), breaks_);
  auto* changes = new QHBoxLayout;
  changes->addWidget(add);
  changes->addWidget(remove);
  auto* ends = new QHBoxLayout;
  ends->addWidget(none);
  ends->addStretch(1);
  ends->addWidget(apply_);
  auto* all = new QVBoxLayout(this);
  all->addLayout(form);
  all->addLayout(changes);
  all->addLayout(ends);

  if (const TablePtr table = document_.table(key_.table))
    for (const Column& column : table->columns)
      if (column.type != ColumnType::text)
        column_->addItem(
            to_qt(column.title.empty() ? std::string_view(column.name) : translate(column.title)),
            to_qt(column.name));
  apply_->setEnabled(column_->count() > 0);
  const LayerView* said = document_.project().view.find(key_.table, key_.title);
  if (said != nullptr && said->graduated && column_->findData(to_qt(said->graduated->column)) >= 0)
    show_classes(*said->graduated);
  else
    cut();

  connect(column_, &QComboBox::currentIndexChanged, this, &ClassesDialog::cut);
  connect(count_, &QSpinBox::valueChanged, this, &ClassesDialog::cut);
  connect(method_, &QComboBox::currentIndexChanged, this, &ClassesDialog::cut);
  connect(add, &QPushButton::clicked, this, &ClassesDialog::add_break);
  connect(remove, &QPushButton::clicked, this, [this] { delete breaks_->currentItem(); });
  connect(apply_, &QPushButton::clicked, this, &ClassesDialog::apply);
  connect(none, &QPushButton::clicked, this,
          [this] { set_classes(document_, key_, std::nullopt); });
  // Another city has other columns.
  connect(&document_, &Document::opened, this, &QDialog::close);
}

void ClassesDialog::show_classes(const Graduated& classes) {
  column_->setCurrentIndex(column_->findData(to_qt(classes.column)));
  ramp_->setCurrentIndex(std::max(0, ramp_->findData(to_qt(classes.ramp))));
  count_->setValue(static_cast<int>(classes.breaks.size()) + 1);
  show_breaks(classes.breaks);
}

void ClassesDialog::cut() {
  const TablePtr table = document_.table(key_.table);
  if (!table || column_->count() == 0) return;
  apply_->setEnabled(false);  // until the breaks are those of what is chosen
  cutting_.start(
      [table, name = column_->currentData().toString().toStdString(),
       method = static_cast<ClassMethod>(method_->currentIndex()),
       classes = static_cast<std::size_t>(count_->value())](const Job& job) {
        const Column* column = table->column(name);
        if (column == nullptr) return std::vector<double>();
        return class_breaks(numbers_of(*column, table->rows()), method, classes, job);
      },
      [this](const std::vector<double>& breaks) {
        show_breaks(breaks);
        apply_->setEnabled(true);
      });
}

void ClassesDialog::show_breaks(const std::vector<double>& breaks) {
  breaks_->clear();
  for (const double value : breaks) {
    auto* item = new QListWidgetItem(QString::number(value, 'g', 12), breaks_);
    item->setFlags(item->flags() | Qt::ItemIsEditable);
  }
  breaks_->setCurrentRow(0);
}

void ClassesDialog::add_break() {
  if (breaks_->count() >= static_cast<int>(most_breaks)) return;
  // Midway to the next one, to be changed; behind the last as far as the one before it lies.
  std::vector<double> all = breaks();
  const int row = std::max(0, breaks_->currentRow());
  const auto at = static_cast<std::size_t>(row);
  double value = 0;
  if (at + 1 < all.size())
    value = 0.5 * (all[at] + all[at + 1]);
  else if (!all.empty())
    value = all.back() + (all.size() > 1 ? all.back() - all[all.size() - 2] : 1);
  all.push_back(value);
  std::ranges::sort(all);
  show_breaks(all);
  breaks_->setCurrentRow(static_cast<int>(std::ranges::find(all, value) - all.begin()));
  breaks_->editItem(breaks_->currentItem());
}

std::vector<double> ClassesDialog::breaks() const {
  std::vector<double> all;
  for (int i = 0; i < breaks_->count(); ++i) {
    bool ok = false;
    const double value = breaks_->item(i)->text().toDouble(&ok);
    if (ok && std::isfinite(value)) all.push_back(value);
  }
  std::ranges::sort(all);
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

void ClassesDialog::apply() {
  const std::vector<double> all = breaks();
  if (all.size() != static_cast<std::size_t>(breaks_->count()))
    document_.tell(words("What is no number, or there twice, is left out of the breaks."),
                   Tone::notice);
  show_breaks(all);
  set_classes(document_, key_,
              Graduated{column_->currentData().toString().toStdString(),
                        ramp_->currentData().toString().toStdString(), all});
}

}  // namespace firebreak::gui

#include <QFormLayout>
#include <QHeaderView>
#include <QVBoxLayout>
#include <algorithm>

#include "core/normalise/china_offset.hpp"
#include "core/normalise/dictionary.hpp"
#include "gui/data_page.hpp"
#include "gui/words.hpp"
#include "render/key_figures.hpp"

namespace firebreak::gui {

namespace {

constexpr const char* encodings[] = {"UTF-8",     "GB18030",    "Big5",
                                     "Shift_JIS", "ISO-8859-1", "windows-1252"};

QString joined(const std::vector<std::string>& texts, const char* between) {
  QString all;
  for (const std::string& text : texts) all += (all.isEmpty() ? "" : between) + to_qt(text);
  return all;
}

QString file_name(const std::string& path) {
  return to_qt(std::filesystem::path(path).filename().string());
}

}  // namespace

IntakePage::IntakePage(Context& context) : context_(context) {
  layers_ = new QTreeWidget;
  layers_->setObjectName("intake_layers");
  layers_->setColumnCount(4);
  layers_->setRootIsDecorated(false);
  layers_->setUniformRowHeights(true);
  layers_->setAlternatingRowColors(true);
  layers_->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
  layers_->setMinimumHeight(150);

  role_ = new QComboBox;
  role_->setObjectName("intake_role");
  say_tip(role_, tr_key("What the layer is for"));
  crs_ = new QLineEdit;
  crs_->setObjectName("intake_crs");
  say_tip(crs_, tr_key("CRS of the coordinates, e.g. EPSG:4490; empty: as the file says"));
  encoding_ = new QComboBox;
  encoding_->setObjectName("intake_encoding");
  say_tip(encoding_, tr_key("Encoding of the texts; the samples below show whether it is right"));
  shift_ = new QComboBox;
  shift_->setObjectName("intake_shift");
  say_tip(shift_, tr_key("Offset of Chinese map services that the coordinates carry; it is shifted "
                         "back"));
  accuracy_ = new QDoubleSpinBox;
  accuracy_->setObjectName("intake_accuracy");
  accuracy_->setRange(0, 1000);
  accuracy_->setDecimals(2);
  accuracy_->setSuffix(" m");
  accuracy_->setKeyboardTracking(false);
  say_tip(accuracy_, tr_key("How exact a position is (one sigma); 0: by the kind of source"));
  notes_ = new QLabel;
  notes_->setWordWrap(true);
  notes_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  columns_ = new QTableWidget(0, 3);
  columns_->setObjectName("intake_columns");
  columns_->verticalHeader()->hide();
  columns_->setEditTriggers(QAbstractItemView::NoEditTriggers);
  columns_->horizontalHeader()->setStretchLastSection(true);
  columns_->setMinimumHeight(140);

  form_ = new QGroupBox;
  auto* form = new QFormLayout(form_);
  form->setRowWrapPolicy(QFormLayout::WrapLongRows);
  const auto add = [&](const char* english, QWidget* widget) {
    auto* label = new QLabel;
    say(label, english);
    label->setBuddy(widget);
    form->addRow(label, widget);
  };
  add(tr_key("Taken for"), role_);
  add(tr_key("CRS"), crs_);
  add(tr_key("Encoding"), encoding_);
  add(tr_key("Offset"), shift_);
  add(tr_key("Accuracy"), accuracy_);
  form->addRow(notes_);
  form->addRow(columns_);

  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(layers_, 2);
  column->addWidget(form_, 3);

  Document& document = context_.document;
  connect(&document, &Document::intake_changed, this, &IntakePage::fill);
  connect(&document, &Document::language_changed, this, &IntakePage::fill);
  connect(layers_, &QTreeWidget::currentItemChanged, this, [this] {
    if (!filling_) show_layer();
  });
  connect(role_, &QComboBox::activated, this, [this](int at) {
    const auto role = static_cast<Role>(role_->itemData(at).toInt());
    correct(tr_key("What a layer is for"), [&](io::SourceSpec& spec) {
      spec.role = role;
      spec.fields.clear();
      spec.units.clear();
    });
  });
  connect(crs_, &QLineEdit::editingFinished, this, [this] {
    const std::string typed = crs_->text().trimmed().toStdString();
    try {
      if (!typed.empty()) const Crs known(typed);
    } catch (const Error& e) {
      return context_.document.tell(to_qt(e.what()), Tone::notice);
    }
    correct(tr_key("CRS of a layer"), [&](io::SourceSpec& spec) { spec.crs = typed; });
  });
  connect(encoding_, &QComboBox::activated, this, [this](int at) {
    const std::string name = encoding_->itemData(at).toString().toStdString();
    correct(tr_key("Encoding of a layer"), [&](io::SourceSpec& spec) { spec.encoding = name; });
  });
  connect(shift_, &QComboBox::activated, this, [this](int at) {
    const auto shift = static_cast<CoordinateShift>(shift_->itemData(at).toInt());
    correct(tr_key("Offset of a layer"), [&](io::SourceSpec& spec) { spec.shift = shift; });
  });
  connect(accuracy_, &QDoubleSpinBox::valueChanged, this, [this](double metres) {
    if (filling_) return;
    correct(tr_key("Accuracy of a layer"), [&](io::SourceSpec& spec) {
      spec.accuracy_m = metres > 0 ? std::optional(metres) : std::nullopt;
    });
  });
  fill();
}

const IntakeRow* IntakePage::current() const {
  const int at = layers_->indexOfTopLevelItem(layers_->currentItem());
  const auto& rows = context_.document.intake();
  return at >= 0 && static_cast<std::size_t>(at) < rows.size() ? &rows[static_cast<std::size_t>(at)]
                                                               : nullptr;
}

void IntakePage::fill() {
  filling_ = true;
  const int before = std::max(0, layers_->indexOfTopLevelItem(layers_->currentItem()));
  layers_->clear();
  layers_->setHeaderLabels(
      {words("Layer"), words("Taken for"), words("Records"), words("How sure")});
  for (const IntakeRow& row : context_.document.intake()) {
    auto* item = new QTreeWidgetItem(layers_);
    item->setText(0, to_qt(row.layer) + " · " + file_name(row.path));
    item->setToolTip(0, to_qt(row.path));
    item->setText(1, word_of(role_name(row.recognition.role)));
    item->setText(2, to_qt(render::grouped(static_cast<double>(row.records))));
    item->setTextAlignment(2, Qt::AlignRight | Qt::AlignVCenter);
    item->setText(3, row.recognition.proposed.empty()
                         ? QStringLiteral("%1 %").arg(std::lround(100 * row.recognition.confidence))
                         : words("to confirm"));
    item->setToolTip(3, to_qt(row.told().reason));
  }
  if (layers_->topLevelItemCount() > 0)
    layers_->setCurrentItem(
        layers_->topLevelItem(std::min(before, layers_->topLevelItemCount() - 1)));
  filling_ = false;
  show_layer();
}

void IntakePage::show_layer() {
  const IntakeRow* row = current();
  form_->setVisible(row != nullptr);
  if (row == nullptr) return;
  filling_ = true;
  const io::Project& project = context_.document.project();
  const io::SourceSpec spec =
      row->source < project.sources.size() ? project.sources[row->source] : io::SourceSpec();
  form_->setTitle(to_qt(row->layer));
  role_->clear();
  for (std::size_t r = 0; r < role_count; ++r)
    role_->addItem(word_of(role_name(static_cast<Role>(r))), static_cast<int>(r));
  role_->setCurrentIndex(static_cast<int>(row->recognition.role));
  crs_->setText(to_qt(spec.crs));
  crs_->setPlaceholderText(row->crs.empty() ? words("unknown") : to_qt(row->crs));
  encoding_->clear();
  encoding_->addItem(
      row->encoding.empty() ? words("as recognised") : words("as recognised ({})", row->encoding),
      QString());
  for (const char* name : encodings) encoding_->addItem(name, QString(name));
  encoding_->setCurrentIndex(std::max(0, encoding_->findData(to_qt(spec.encoding))));
  shift_->clear();
  shift_->addItem(words("none"), static_cast<int>(CoordinateShift::none));
  shift_->addItem("GCJ-02", static_cast<int>(CoordinateShift::gcj02));
  shift_->addItem("BD-09", static_cast<int>(CoordinateShift::bd09));
  shift_->setCurrentIndex(shift_->findData(static_cast<int>(spec.shift)));
  accuracy_->setSpecialValueText(words("by the kind of source"));
  accuracy_->setValue(spec.accuracy_m.value_or(0));
  const IntakeRow::Told& told = row->told();
  QString notes = to_qt(told.reason);
  if (!told.assumed.empty())
    notes += "\n" + words("Assumed: {}", joined(told.assumed, " ").toStdString());
  if (!told.proposed.empty())
    notes += "\n" + words("To confirm: {}", joined(told.proposed, " ").toStdString());
  notes_->setText(notes);
  show_columns(*row);
  filling_ = false;
}

void IntakePage::show_columns(const IntakeRow& row) {
  columns_->setRowCount(0);
  columns_->setHorizontalHeaderLabels({words("Column"), words("Means"), words("Samples")});
  for (const ColumnView& column : row.recognition.columns) {
    if (column.filled == 0) continue;
    const int at = columns_->rowCount();
    columns_->insertRow(at);
    columns_->setItem(at, 0, new QTableWidgetItem(to_qt(column.name)));
    auto* means = new QComboBox;
    means->addItem(words("(kept as it is)"), QString());
    for (const Field& field : fields_of(row.recognition.role))
      means->addItem(word_of(field.name), to_qt(field.name));
    means->setCurrentIndex(std::max(0, means->findData(to_qt(column.field))));
    connect(means, &QComboBox::activated, this, [this, means, name = column.name](int chosen) {
      const std::string field = means->itemData(chosen).toString().toStdString();
      correct(tr_key("Meaning of a column"), [&](io::SourceSpec& spec) {
        std::erase_if(spec.fields, [&](const auto& entry) { return entry.second == name; });
        if (!field.empty()) spec.fields[field] = name;
      });
    });
    columns_->setCellWidget(at, 1, means);
    columns_->setItem(at, 2, new QTableWidgetItem(joined(column.samples, " | ")));
  }
  columns_->resizeColumnToContents(0);
  columns_->resizeColumnToContents(1);
}

void IntakePage::correct(const char* what, const std::function<void(io::SourceSpec&)>& change) {
  const IntakeRow* row = current();
  if (row == nullptr || filling_) return;
  const std::size_t source = row->source;
  std::vector<std::string> others;
  for (const IntakeRow& other : context_.document.intake())
    if (other.source == source && other.layer != row->layer) others.push_back(other.layer);
  const std::string layer = row->layer;
  context_.document.edit(what, [&](io::Project& project) {
    if (source >= project.sources.size()) return;
    io::SourceSpec& spec = project.sources[source];
    if (others.empty() || spec.layers == std::vector{layer}) return change(spec);
    io::SourceSpec own = spec;
    own.layers = {layer};
    change(own);
    if (own.role == spec.role && own.crs == spec.crs && own.encoding == spec.encoding &&
        own.shift == spec.shift && own.accuracy_m == spec.accuracy_m && own.fields == spec.fields)
      return;
    spec.layers = others;
    project.sources.insert(project.sources.begin() + std::ptrdiff_t(source) + 1, std::move(own));
  });
}

}  // namespace firebreak::gui

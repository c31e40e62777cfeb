#include <QFormLayout>
#include <QHeaderView>
#include <QVBoxLayout>
#include <algorithm>

#include "core/io/remembered.hpp"
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

/// What a field is called. "status" is also a word of the output, with another meaning there.
QString field_words(std::string_view field) {
  return word_of(field == "status" ? "state" : field);
}

QString file_name(const std::string& path) {
  return to_qt(std::filesystem::path(path).filename().string());
}

/// "94 read, 6 not understood".
QString counts_of(const ColumnReport& report) {
  QString out = words("{} read", report.read + report.assumed);
  if (report.unread > 0) out += ", " + words("{} not understood", report.unread);
  return out;
}

QString not_read_of(const ColumnReport& report) {
  QString out;
  for (const ValueExample& example : report.examples)
    out += to_qt(example.cell) + " → " + to_qt(example.meaning) + "\n";
  for (const ValueCount& value : report.not_read)
    out += words("not understood: {} ({})", value.cell, value.count) + "\n";
  return out.trimmed();
}

/// Three texts of the layer that show whether its encoding is right: those beyond plain letters
/// first, since they alone depend on it.
std::vector<std::string> telling_texts(const Recognition& recognition) {
  constexpr std::size_t most = 3;
  std::vector<std::string> texts;
  const auto beyond_ascii = [](const std::string& text) {
    return std::ranges::any_of(text, [](char c) { return (c & '\x80') != 0; });
  };
  const auto add = [&](const std::string& text) {
    if (texts.size() < most && beyond_ascii(text) && std::ranges::count(texts, text) == 0)
      texts.push_back(text);
  };
  for (const ColumnView& column : recognition.columns)
    if (column.type == ColumnType::text)
      for (const std::string& sample : column.samples) add(sample);
  for (const ColumnView& column : recognition.columns) add(column.name);
  return texts;
}

/// A child for each column: what it became, how much of it is read, examples.
void add_columns(QTreeWidgetItem* item, const IntakeRow& row) {
  for (std::size_t c = 0; c < row.recognition.columns.size(); ++c) {
    const ColumnView& column = row.recognition.columns[c];
    auto* child = new QTreeWidgetItem(item);
    child->setText(0, to_qt(column.name));
    child->setText(1, column.field.empty() ? words("(kept as it is)") : field_words(column.field));
    if (c >= row.reports.size()) continue;
    child->setText(2, counts_of(row.reports[c]));
    for (int at = 0; at < 3; ++at) child->setToolTip(at, not_read_of(row.reports[c]));
  }
}

/// The units that a field can have; none for fields without.
QComboBox* unit_box(const IntakeRow& row, const ColumnView& column) {
  const Field* field = find_field(row.recognition.role, column.field);
  if (field == nullptr || field->kind != FieldKind::quantity) return nullptr;
  const Dimension dimension = info(field->quantity).dimension;
  if (dimension == Dimension::count) return nullptr;
  auto* box = new QComboBox;
  box->setObjectName("intake_unit");
  box->addItem(words("as recognised"), static_cast<int>(Unit::none));
  for (int u = 1; u <= static_cast<int>(Unit::excel_day); ++u) {
    const auto unit = static_cast<Unit>(u);
    if (unit_from_text(unit_name(unit), dimension) == unit) box->addItem(to_qt(unit_name(unit)), u);
  }
  const auto said = row.settings.units.find(column.field);
  const Unit now = said != row.settings.units.end() ? said->second : Unit::none;
  box->setCurrentIndex(std::max(0, box->findData(static_cast<int>(now))));
  return box;
}

}  // namespace

IntakePage::IntakePage(Context& context) : context_(context) {
  layers_ = new QTreeWidget;
  layers_->setObjectName("intake_layers");
  layers_->setColumnCount(5);
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
  turned_ = new QCheckBox;
  turned_->setObjectName("intake_turned");
  say(turned_, tr_key("x and y exchanged"));
  packed_ = new QCheckBox;
  packed_->setObjectName("intake_packed");
  say(packed_, tr_key("Packed degrees, minutes and seconds (DDD.MMSS)"));
  header_row_ = new QSpinBox;
  header_row_->setObjectName("intake_header_row");
  header_row_->setRange(0, 1000);
  header_row_->setKeyboardTracking(false);
  say_tip(header_row_, tr_key("Row of the table that names its columns; 0: found by itself"));
  effect_ = new QLabel;
  effect_->setObjectName("intake_effect");
  effect_->setWordWrap(true);
  remember_ = new QCheckBox;
  remember_->setObjectName("intake_remember");
  // Long texts are cut rather than making the page wider than its place; the tips hold them whole.
  for (QCheckBox* box : {packed_, turned_, remember_})
    box->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
  say_tip(packed_, tr_key("Packed degrees, minutes and seconds (DDD.MMSS)"));
  notes_ = new QLabel;
  notes_->setObjectName("intake_notes");
  notes_->setWordWrap(true);
  notes_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  proposals_ = new PlaceProposalsBox(context_.document);
  texts_ = new QLabel;
  texts_->setObjectName("intake_texts");
  texts_->setWordWrap(true);
  texts_->setTextFormat(Qt::PlainText);
  values_ = new ValueListBox;
  columns_ = new QTableWidget(0, 5);
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
  form->addRow(QString(), texts_);
  add(tr_key("Offset"), shift_);
  add(tr_key("Accuracy"), accuracy_);
  add(tr_key("Header row"), header_row_);
  form->addRow(packed_);
  form->addRow(turned_);
  form->addRow(notes_);
  form->addRow(proposals_);
  form->addRow(effect_);
  form->addRow(columns_);
  form->addRow(values_);
  form->addRow(remember_);

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
      spec.values.clear();
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
  connect(packed_, &QCheckBox::clicked, this, [this](bool packed) {
    correct(tr_key("Angles of a layer"),
            [&](io::SourceSpec& spec) { spec.packed_angles = packed; });
  });
  connect(turned_, &QCheckBox::clicked, this, [this](bool turned) {
    correct(tr_key("x and y of a layer"), [&](io::SourceSpec& spec) { spec.turned_axes = turned; });
  });
  connect(header_row_, &QSpinBox::valueChanged, this, [this](int row) {
    if (filling_) return;
    correct(tr_key("Header row of a layer"), [&](io::SourceSpec& spec) {
      spec.header_row = row > 0 ? std::optional(row) : std::nullopt;
    });
  });
  connect(remember_, &QCheckBox::clicked, this, &IntakePage::remember);
  connect(values_, &ValueListBox::meaning_chosen, this,
          [this](const std::string& field, const std::string& cell, const std::string& meaning) {
            correct(tr_key("Meaning of a value"), [&](io::SourceSpec& spec) {
              io::ValueWords& meanings = spec.values[field];
              if (meaning.empty())
                meanings.erase(cell);
              else
                meanings[cell] = meaning;
              if (meanings.empty()) spec.values.erase(field);
            });
          });
  connect(values_, &ValueListBox::not_understood, this, [this](const QString& typed) {
    context_.document.tell(
        words("\"{}\" means nothing in this column: choose one of the list.", typed.toStdString()),
        Tone::notice);
  });
  fill();
}

int IntakePage::current_index() const {
  QTreeWidgetItem* item = layers_->currentItem();
  if (item != nullptr && item->parent() != nullptr) item = item->parent();
  return layers_->indexOfTopLevelItem(item);
}

const IntakeRow* IntakePage::current() const {
  const int at = current_index();
  const auto& rows = context_.document.intake();
  return at >= 0 && static_cast<std::size_t>(at) < rows.size() ? &rows[static_cast<std::size_t>(at)]
                                                               : nullptr;
}

void IntakePage::fill() {
  filling_ = true;
  const int before = std::max(0, current_index());
  std::vector<QString> open;
  for (int i = 0; i < layers_->topLevelItemCount(); ++i)
    if (layers_->topLevelItem(i)->isExpanded()) open.push_back(layers_->topLevelItem(i)->text(0));
  layers_->clear();
  layers_->setHeaderLabels(
      {words("Layer"), words("Taken for"), words("Records"), words("How sure"), words("Memory")});
  std::size_t source = 0;
  for (const IntakeRow& row : context_.document.intake()) {
    const bool proposed = !proposals_about(context_.document, source++).empty();
    auto* item = new QTreeWidgetItem(layers_);
    item->setText(0, to_qt(row.layer) + " · " + file_name(row.path));
    item->setToolTip(0, to_qt(row.path));
    item->setText(1, word_of(role_name(row.recognition.role)));
    item->setText(2, to_qt(render::grouped(static_cast<double>(row.records))));
    item->setTextAlignment(2, Qt::AlignRight | Qt::AlignVCenter);
    item->setText(3, row.recognition.proposed.empty() && !proposed
                         ? QStringLiteral("%1 %").arg(std::lround(100 * row.recognition.confidence))
                         : words("to confirm"));
    item->setToolTip(3, to_qt(row.told().reason));
    if (row.remembered.any()) {
      item->setText(
          4, row.remembered.unfit.empty() ? words("as remembered") : words("remembered in part"));
      item->setToolTip(4, to_qt(row.remembered.sentence()));
    }
    add_columns(item, row);
    item->setExpanded(std::ranges::count(open, item->text(0)) > 0);
  }
  if (layers_->topLevelItemCount() > 0)
    layers_->setCurrentItem(
        layers_->topLevelItem(std::min(before, layers_->topLevelItemCount() - 1)));
  filling_ = false;
  tell_effect();
  show_layer();
}

void IntakePage::tell_effect() {
  effect_->clear();
  const IntakeRow* row = current();
  if (!before_ || row == nullptr || before_->path != row->path || before_->layer != row->layer) {
    before_.reset();
    effect_->setVisible(false);
    return;
  }
  const IntakeRow& was = *before_;
  QString all;
  const auto add = [&](const QString& sentence) { all += (all.isEmpty() ? "" : "\n") + sentence; };
  if (was.recognition.role != row->recognition.role)
    add(words("{} → {}", translate(role_name(was.recognition.role)),
              translate(role_name(row->recognition.role))));
  if (was.records != row->records) add(words("Records: {} → {}", was.records, row->records));
  for (std::size_t c = 0; c < row->reports.size(); ++c) {
    const ColumnView& now = row->recognition.columns[c];
    const auto same = std::ranges::find_if(was.recognition.columns,
                                           [&](const ColumnView& v) { return v.name == now.name; });
    const bool known = same != was.recognition.columns.end();
    if (known && same->field == now.field && same->unit == now.unit) continue;
    const ColumnReport& report = row->reports[c];
    if (!now.field.empty())
      add(words("{} is now {}: {} read, {} not understood, {} empty", now.name,
                field_words(now.field).toStdString(), report.read + report.assumed, report.unread,
                report.empty));
    else if (known)
      add(words("{} is now kept as it is", now.name));
  }
  effect_->setText(all);
  effect_->setVisible(!all.isEmpty());
}

void IntakePage::remember(bool wanted) {
  const IntakeRow* row = current();
  if (row == nullptr || filling_) return;
  Document& document = context_.document;
  try {
    const std::filesystem::path file = row->remembered.any()
                                           ? std::filesystem::path(row->remembered.path)
                                           : io::mapping_file_of(document.project(), row->path);
    if (wanted)
      io::remember(row->rule, file);
    else
      io::forget(row->rule.file, row->rule.layer, file);
    document.tell(wanted
                      ? words("Remembered in {} for files like {}.", file.string(), row->rule.file)
                      : words("No longer remembered: {}", row->rule.file),
                  Tone::done);
  } catch (const Error& e) {
    document.tell(to_qt(e.what()), Tone::failure);
  }
  document.reload();
}

/// Ticked where the mapping file says just what holds now.
void IntakePage::show_remembered(const IntakeRow& row) {
  remember_->setText(words("Remember for files like {}", row.rule.file));
  remember_->setToolTip(remember_->text());
  bool same = false;
  try {
    const io::Project& project = context_.document.project();
    const std::filesystem::path file = row.remembered.any()
                                           ? std::filesystem::path(row.remembered.path)
                                           : io::mapping_file_of(project, row.path);
    std::error_code error;
    if (std::filesystem::is_regular_file(file, error)) {
      const auto saved = io::read_saved_mapping(file);
      const io::MappingRule* rule =
          saved.rule_for(std::filesystem::path(row.path).filename().string(), row.layer);
      same = rule != nullptr && *rule == row.rule;
    }
  } catch (const Error&) {
    same = false;  // told when it is read for the city
  }
  remember_->setChecked(same);
}

void IntakePage::show_layer() {
  const IntakeRow* row = current();
  form_->setVisible(row != nullptr);
  if (row == nullptr) return;
  filling_ = true;
  const io::SourceSettings& spec = row->settings;
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
  packed_->setChecked(spec.packed_angles);
  turned_->setChecked(spec.turned_axes);
  const bool table =
      row->driver == "CSV" || row->driver == "XLSX" || row->driver == "XLS" || row->driver == "ODS";
  header_row_->setEnabled(table);
  header_row_->setSpecialValueText(words("found by itself"));
  header_row_->setValue(spec.header_row.value_or(0));
  show_remembered(*row);
  const IntakeRow::Told& told = row->told();
  QString notes = to_qt(told.reason);
  if (!told.assumed.empty())
    notes += "\n" + words("Assumed: {}", joined(told.assumed, " ").toStdString());
  if (!told.proposed.empty())
    notes += "\n" + words("To confirm: {}", joined(told.proposed, " ").toStdString());
  const auto city = context_.document.city();
  const auto at = static_cast<std::size_t>(current_index());
  if (city && at < city->sources.size() && !city->sources[at].place_steps.empty()) {
    const Source& source = city->sources[at];
    notes += "\n" + words("Place: {}", place_words(source.place_steps, language()));
    if (!source.accepted.empty())
      notes += " (" +
               to_qt(source.accepted_by.empty() ? source.accepted
                                                : source.accepted + ", " + source.accepted_by) +
               ")";
  }
  notes_->setText(notes);
  proposals_->show_source(at);
  show_columns(*row);
  const auto texts = telling_texts(row->recognition);
  texts_->setText(texts.empty() ? words("Its texts are plain letters: any encoding will do.")
                                : words("As read: {}", joined(texts, " | ").toStdString()));
  values_->show_layer(*row);
  filling_ = false;
}

void IntakePage::show_columns(const IntakeRow& row) {
  columns_->setRowCount(0);
  columns_->setHorizontalHeaderLabels(
      {words("Column"), words("Means"), words("Unit"), words("Read"), words("Samples")});
  for (std::size_t c = 0; c < row.recognition.columns.size(); ++c) {
    const ColumnView& column = row.recognition.columns[c];
    if (column.filled == 0) continue;
    const int at = columns_->rowCount();
    columns_->insertRow(at);
    columns_->setItem(at, 0, new QTableWidgetItem(to_qt(column.name)));
    auto* means = new QComboBox;
    means->setObjectName("intake_means");
    means->addItem(words("(kept as it is)"), QString());
    for (const Field& field : fields_of(row.recognition.role))
      means->addItem(field_words(field.name), to_qt(field.name));
    means->setCurrentIndex(std::max(0, means->findData(to_qt(column.field))));
    connect(means, &QComboBox::activated, this, [this, means, name = column.name](int chosen) {
      const std::string field = means->itemData(chosen).toString().toStdString();
      correct(tr_key("Meaning of a column"), [&](io::SourceSpec& spec) {
        std::erase_if(spec.fields, [&](const auto& entry) { return entry.second == name; });
        std::erase(spec.keep, name);
        if (field.empty())
          spec.keep.push_back(name);
        else
          spec.fields[field] = name;
      });
    });
    columns_->setCellWidget(at, 1, means);
    if (QComboBox* units = unit_box(row, column)) {
      connect(units, &QComboBox::activated, this, [this, units, field = column.field](int chosen) {
        const auto unit = static_cast<Unit>(units->itemData(chosen).toInt());
        correct(tr_key("Unit of a column"), [&](io::SourceSpec& spec) {
          spec.units.erase(field);
          if (unit != Unit::none) spec.units[field] = unit;
        });
      });
      columns_->setCellWidget(at, 2, units);
    }
    if (c < row.reports.size()) {
      auto* item = new QTableWidgetItem(counts_of(row.reports[c]));
      item->setToolTip(not_read_of(row.reports[c]));
      columns_->setItem(at, 3, item);
    }
    columns_->setItem(at, 4, new QTableWidgetItem(joined(column.samples, " | ")));
  }
  for (const int narrow : {0, 1, 2, 3}) columns_->resizeColumnToContents(narrow);
}

void IntakePage::correct(const char* what, const std::function<void(io::SourceSpec&)>& change) {
  const IntakeRow* row = current();
  if (row == nullptr || filling_) return;
  const std::size_t source = row->source;
  std::vector<std::string> others;
  for (const IntakeRow& other : context_.document.intake())
    if (other.source == source && other.layer != row->layer) others.push_back(other.layer);
  const std::string layer = row->layer;
  const bool remembered = row->remembered.any();
  const io::SourceSettings in_effect = row->settings;
  before_ = *row;
  context_.document.edit(what, [&](io::Project& project) {
    if (source >= project.sources.size()) return;
    io::SourceSpec& spec = project.sources[source];
    io::SourceSpec own = spec;
    if (remembered) {  // from now on the project says everything itself
      static_cast<io::SourceSettings&>(own) = in_effect;
      own.remembered = false;
    }
    const io::SourceSpec unchanged = own;
    change(own);
    if (own == unchanged) return;
    if (own.crs != unchanged.crs || own.shift != unchanged.shift) {
      if (!own.accepted.empty()) own.crs_note.clear();  // it told what spoke for the other
      own.accepted.clear();
      own.accepted_by.clear();
    }
    if (others.empty() || spec.layers == std::vector{layer}) {
      spec = std::move(own);
      return;
    }
    own.layers = {layer};
    spec.layers = others;
    project.sources.insert(project.sources.begin() + std::ptrdiff_t(source) + 1, std::move(own));
  });
}

}  // namespace firebreak::gui

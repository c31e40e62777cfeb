#include <algorithm>

#include "core/io/remembered.hpp"
#include "core/normalise/china_offset.hpp"
#include "core/normalise/dictionary.hpp"
#include "gui/data_page.hpp"
#include "gui/words.hpp"
#include "render/key_figures.hpp"

/// What the import page shows of the layers.
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

}  // namespace firebreak::gui

#include <algorithm>

#include "core/normalise/china_offset.hpp"
#include "core/normalise/dictionary.hpp"
#include "gui/data_page.hpp"
#include "gui/intake_words.hpp"
#include "gui/words.hpp"

/// What the import page shows of the layer chosen.
namespace firebreak::gui {

namespace {

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

void IntakePage::fill_roles(const IntakeRow& row) {
  role_->clear();
  for (std::size_t r = 0; r < role_count; ++r)
    role_->addItem(word_of(role_name(static_cast<Role>(r))), static_cast<int>(r));
  role_->addItem(words("leave out"), left_out_role);
  const int now = row.state == LayerState::left_out ? left_out_role
                  : row.state == LayerState::read
                      ? static_cast<int>(row.recognition.role)
                      : static_cast<int>(row.settings.role.value_or(Role::reference));
  role_->setCurrentIndex(role_->findData(now));
}

void IntakePage::fill_choices(const IntakeRow& row) {
  const io::SourceSettings& spec = row.settings;
  crs_->setText(to_qt(spec.crs));
  crs_->setPlaceholderText(row.crs.empty() ? words("unknown") : to_qt(row.crs));
  encoding_->clear();
  encoding_->addItem(
      row.encoding.empty() ? words("as recognised") : words("as recognised ({})", row.encoding),
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
      row.driver == "CSV" || row.driver == "XLSX" || row.driver == "XLS" || row.driver == "ODS";
  header_row_->setEnabled(table);
  header_row_->setSpecialValueText(words("found by itself"));
  header_row_->setValue(spec.header_row.value_or(0));
}

QString IntakePage::notes_of(const IntakeRow& row) const {
  const auto city = context_.document.city();
  const auto at = static_cast<std::size_t>(&row - context_.document.intake().data());
  if (row.state != LayerState::read) {
    // The defect of the city is told anew where the language changes.
    if (city)
      for (const Issue& issue : context_.document.issues())
        if (issue.kind == IssueKind::source_not_read && issue.origin.source == at)
          return to_qt(issue.detail);
    return to_qt(row.told().reason);
  }
  const IntakeRow::Told& told = row.told();
  QString notes = to_qt(told.reason);
  if (!told.assumed.empty())
    notes += "\n" + words("Assumed: {}", joined(told.assumed, " ").toStdString());
  if (!told.proposed.empty())
    notes += "\n" + words("To confirm: {}", joined(told.proposed, " ").toStdString());
  if (city && at < city->sources.size() && !city->sources[at].place_steps.empty()) {
    const Source& source = city->sources[at];
    notes += "\n" + words("Place: {}", place_words(source.place_steps, language()));
    if (!source.accepted.empty())
      notes += " (" +
               to_qt(source.accepted_by.empty() ? source.accepted
                                                : source.accepted + ", " + source.accepted_by) +
               ")";
  }
  return notes;
}

void IntakePage::show_layer() {
  const IntakeRow* row = current();
  form_->setVisible(row != nullptr);
  show_commands(row);
  if (row == nullptr) return;
  filling_ = true;
  const bool read = row->state == LayerState::read;
  form_->setTitle(row->layer.empty() ? file_name(row->path) : layer_name(row->layer, row->path));
  // Of a layer that was not read there is nothing to say but what it is for, and why not.
  for (int i = 0; i < rows_->rowCount(); ++i) rows_->setRowVisible(i, read);
  for (QWidget* always : {static_cast<QWidget*>(role_), static_cast<QWidget*>(notes_)})
    rows_->setRowVisible(always, true);
  fill_roles(*row);
  notes_->setText(notes_of(*row));
  if (read) {
    fill_choices(*row);
    show_remembered(*row);
    show_columns(*row);
    const auto texts = telling_texts(row->recognition);
    texts_->setText(texts.empty() ? words("Its texts are plain letters: any encoding will do.")
                                  : words("As read: {}", joined(texts, " | ").toStdString()));
    io::Project project = context_.document.project();
    more_->show_layer(*row, io::source_of(project, layers_of(*row)));
    proposals_->show_source(static_cast<std::size_t>(current_index()));
    values_->show_layer(*row);
    effect_->setVisible(!effect_->text().isEmpty());
  }
  encodings_->show_layer(*row);
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
    means->setToolTip(words("What the column of the source is read as"));
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

#include "gui/value_list_box.hpp"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <algorithm>

#include "core/base/plural.hpp"
#include "core/model/features.hpp"
#include "core/model/site_category.hpp"
#include "gui/words.hpp"

namespace firebreak::gui {

namespace {

/// More would push the columns off the page; the others come when these are said.
constexpr std::size_t most_listed = 12;

template <class Enum>
void add_names(std::string_view (*name)(Enum), std::vector<std::string_view>& codes) {
  constexpr int more_than_any_list = 32;  // names of what is no enumerator are "unknown" again
  for (int value = 0; value < more_than_any_list; ++value) {
    const std::string_view code = name(static_cast<Enum>(value));
    if (std::ranges::count(codes, code) == 0) codes.push_back(code);
  }
}

std::vector<std::string_view> all_codes() {
  std::vector<std::string_view> codes{"yes", "no", "ring", "branch", "public", "private"};
  add_names(structure_name, codes);
  add_names(use_name, codes);
  add_names(road_class_name, codes);
  add_names(hydrant_kind_name, codes);
  add_names(hydrant_status_name, codes);
  add_names(obstacle_kind_name, codes);
  for (std::size_t i = 0; i < site_category_count; ++i) {
    const std::string_view code = site_category_name(static_cast<SiteCategory>(i));
    if (std::ranges::count(codes, code) == 0) codes.push_back(code);
  }
  return codes;
}

}  // namespace

std::vector<std::string> codes_of(Role role, std::string_view field_name) {
  std::vector<std::string> codes;
  const Field* field = find_field(role, field_name);
  if (field == nullptr || (field->kind != FieldKind::word && field->kind != FieldKind::truth))
    return codes;
  for (const std::string_view code : all_codes()) {
    const CellMeaning read = meaning_of(role, *field, Unit::none, code);
    if (read.state == CellState::read && read.meaning == code) codes.emplace_back(code);
  }
  return codes;
}

ValueListBox::ValueListBox() {
  setObjectName("intake_values");
  form_ = new QFormLayout(this);
  form_->setContentsMargins(0, 0, 0, 0);
  form_->setRowWrapPolicy(QFormLayout::WrapLongRows);
}

void ValueListBox::show_layer(const IntakeRow& row) {
  while (form_->rowCount() > 0) form_->removeRow(0);
  listed_ = 0;
  std::size_t left_out = 0;
  for (std::size_t c = 0; c < row.recognition.columns.size(); ++c) {
    const ColumnView& column = row.recognition.columns[c];
    if (column.field.empty()) continue;
    if (const auto said = row.settings.values.find(column.field); said != row.settings.values.end())
      for (const auto& [cell, meaning] : said->second) add(row, column, cell, to_qt(cell), meaning);
    if (c >= row.reports.size()) continue;
    for (const ValueCount& value : row.reports[c].not_read) {
      const auto said = row.settings.values.find(column.field);
      if (said != row.settings.values.end() && said->second.contains(value.cell)) continue;
      if (listed_ < most_listed)
        add(row, column, value.cell,
            QStringLiteral("%1 (%2)").arg(to_qt(value.cell)).arg(value.count), {});
      else
        ++left_out;
    }
    left_out += row.reports[c].different_not_read - row.reports[c].not_read.size();
  }
  if (left_out > 0)
    form_->addRow(new QLabel(words(for_count(left_out, tr_key("{} more value is not understood."),
                                             tr_key("{} more values are not understood.")),
                                   left_out)));
  setVisible(listed_ > 0);
}

void ValueListBox::add(const IntakeRow& row, const ColumnView& column, const std::string& cell,
                       const QString& shown, const std::string& meaning) {
  if (listed_++ == 0) {
    auto* title = new QLabel(words("What values mean"));
    title->setToolTip(
        words("Values that are not understood count as unknown until you say what "
              "they mean"));
    form_->addRow(title);
  }
  auto* box = new QComboBox;
  box->setObjectName("intake_value");
  box->setProperty("cell", to_qt(cell));
  box->setEditable(true);
  box->setInsertPolicy(QComboBox::NoInsert);
  box->setMinimumContentsLength(12);
  box->addItem(words("unknown"), QString());
  const Role role = row.recognition.role;
  for (const std::string& code : codes_of(role, column.field))
    box->addItem(word_of(column.field, code), to_qt(code));
  const int at = box->findData(to_qt(meaning));
  box->setCurrentIndex(at);
  if (at < 0) box->setEditText(to_qt(meaning));
  const auto choose = [this, role, field = column.field, unit = column.unit, cell,
                       meaning](const std::string& chosen) {
    const Field* known = find_field(role, field);
    if (chosen == meaning || known == nullptr) return;
    const CellState read = meaning_of(role, *known, unit, chosen).state;
    if (chosen.empty() || read == CellState::read || read == CellState::assumed)
      emit meaning_chosen(field, cell, chosen);
    else
      emit not_understood(to_qt(chosen));
  };
  connect(box, &QComboBox::activated, this,
          [box, choose](int chosen) { choose(box->itemData(chosen).toString().toStdString()); });
  connect(box->lineEdit(), &QLineEdit::returnPressed, this, [box, choose] {
    const QString typed = box->currentText().trimmed();
    const int listed = box->findText(typed);
    choose((listed < 0 ? typed : box->itemData(listed).toString()).toStdString());
  });
  auto* label = new QLabel(to_qt(column.name) + ": " + shown);
  label->setBuddy(box);
  form_->addRow(label, box);
}

}  // namespace firebreak::gui

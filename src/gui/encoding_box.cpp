#include "gui/encoding_box.hpp"

#include <QHeaderView>
#include <QVBoxLayout>
#include <algorithm>

#include "core/base/error.hpp"
#include "core/io/apply_settings.hpp"
#include "core/io/read.hpp"
#include "core/io/text_encoding.hpp"
#include "gui/words.hpp"

namespace firebreak::gui {

namespace {

constexpr int most_samples = 3;
constexpr int encoding_role = Qt::UserRole;

/// True for formats whose bytes can be texts of any encoding; the others say it themselves.
bool may_be_in_any(const IntakeRow& row) {
  return row.state == LayerState::read &&
         (row.driver == "CSV" || row.driver == "ESRI Shapefile" || row.driver == "DXF");
}

bool is_true_text(std::string_view text) {
  return !text.empty() && !io::is_ascii(text);
}

/// The bytes of some texts that are not plain letters: values first, then names of columns.
std::vector<std::string> telling_bytes(const std::vector<RawLayer>& layers) {
  // In ISO-8859-1 a byte is a character: what was read so gives the bytes of the file back.
  std::vector<std::string> bytes;
  const auto add = [&](std::string_view in_utf8) {
    if (bytes.size() >= most_samples || !is_true_text(in_utf8)) return;
    std::string text;
    for (const QChar c : to_qt(in_utf8)) text += static_cast<char>(c.unicode());
    if (std::ranges::count(bytes, text) == 0) bytes.push_back(std::move(text));
  };
  for (const RawLayer& layer : layers)
    for (const Column& column : layer.columns) {
      if (column.type != ColumnType::text) continue;
      for (std::size_t i = 0; i < column.size() && bytes.size() < most_samples; ++i)
        if (column.has(i)) add(column.texts[i]);
    }
  for (const RawLayer& layer : layers)
    for (const Column& column : layer.columns) add(column.name);
  return bytes;
}

}  // namespace

EncodingBox::EncodingBox(Document& document) {
  setObjectName("intake_encoding_preview");
  title_ = new QLabel;
  title_->setWordWrap(true);
  say(title_, tr_key("The same texts in each encoding: choose the one that reads right"));
  list_ = new QTreeWidget;
  list_->setObjectName("intake_encodings");
  list_->setColumnCount(1 + most_samples);
  list_->setRootIsDecorated(false);
  list_->setUniformRowHeights(true);
  list_->setAlternatingRowColors(true);
  list_->setMinimumHeight(130);
  list_->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
  say_tip(list_, tr_key("Double click or Enter: the layer is read in this encoding"));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(title_);
  column->addWidget(list_);
  hide();
  connect(list_, &QTreeWidget::itemActivated, this, [this](QTreeWidgetItem* item) {
    emit chosen(item->data(0, encoding_role).toString().toStdString());
  });
  // What cannot be read in this way is told by the reading for the city.
  connect(&reading_, &Task::failed, this, &EncodingBox::hide);
  connect(&document, &Document::opened, &reading_, &Task::cancel);
  connect(&document, &Document::language_changed, this, &EncodingBox::fill_headings);
  fill_headings();
}

void EncodingBox::fill_headings() {
  QStringList headings{words("Encoding")};
  for (int i = 1; i <= most_samples; ++i) headings << words("Sample {}", i);
  list_->setHeaderLabels(headings);
}

void EncodingBox::show_layer(const IntakeRow& row) {
  const bool same =
      row.path == row_.path && row.layer == row_.layer && row.settings == row_.settings;
  row_ = row;
  if (!same || !may_be_in_any(row)) {
    reading_.cancel();
    list_->clear();
    read_ = false;
  }
  setVisible(list_->topLevelItemCount() > 0);
  if (!may_be_in_any(row) || read_ || reading_.running()) return;
  io::SourceSettings settings = row.settings;
  settings.encoding = "ISO-8859-1";
  settings.where.clear();  // these name what only the right encoding has
  settings.fields.clear();
  reading_.start(
      [path = row.path, layer = row.layer, settings](const Job& job) {
        std::vector<RawLayer> layers = io::read_source(path, io::options_of(settings, {}), job);
        if (layers.size() > 1)  // the name of a layer may itself be text of the file
          std::erase_if(layers, [&](const RawLayer& raw) { return raw.layer != layer; });
        return telling_bytes(layers);
      },
      [this](const std::vector<std::string>& bytes) { fill(bytes); });
}

void EncodingBox::fill(const std::vector<std::string>& bytes) {
  list_->clear();
  read_ = true;
  setVisible(!bytes.empty());
  if (bytes.empty()) return;
  const auto add = [&](const QString& title, const std::string& encoding,
                       const std::string& chosen_as) {
    auto* item = new QTreeWidgetItem(list_);
    item->setText(0, title);
    item->setData(0, encoding_role, to_qt(chosen_as));
    QFont font = item->font(0);
    font.setBold(io::encoding_name(encoding) == io::encoding_name(row_.encoding));
    item->setFont(0, font);
    for (std::size_t i = 0; i < bytes.size(); ++i)
      item->setText(static_cast<int>(i) + 1, to_qt(io::to_utf8(bytes[i], encoding)));
  };
  for (const char* encoding : encodings) add(encoding, encoding, encoding);
  if (std::ranges::none_of(encodings, [&](const char* name) {
        return io::encoding_name(name) == io::encoding_name(row_.encoding);
      }))
    add(to_qt(row_.encoding), row_.encoding, row_.encoding);
}

}  // namespace firebreak::gui

#include "gui/details_panel.hpp"

#include <QVBoxLayout>

#include "core/analysis/story.hpp"
#include "gui/building_overlay.hpp"
#include "gui/cell_words.hpp"
#include "gui/words.hpp"
#include "render/scene.hpp"

namespace firebreak::gui {

namespace {

QString escaped(std::string_view text) {
  return to_qt(text).toHtmlEscaped();
}

/// The rows of `table` that the building names in `column`, as a table of at most one row.
FeatureTable row_named_by(const Document& document, const FeatureTable& building,
                          const char* table_name, std::string_view column) {
  const Column* id = building.column(column);
  const TablePtr table = document.table(table_name);
  if (id == nullptr || !id->has(0) || !table) return {};
  const auto row = row_with(*table, column, id->texts[0]);
  return row ? one_row(*table, *row) : FeatureTable();
}

}  // namespace

std::optional<std::uint32_t> judged_building(const Document& document, const FeatureTable& table,
                                             std::uint32_t row) {
  if (table.name == "building_risk") return row;
  const TablePtr judged = document.table("building_risk");
  const Column* id = table.column("building_id");
  if (table.name != "buildings" || !judged || id == nullptr || !id->has(row)) return std::nullopt;
  return row_with(*judged, "building_id", id->texts[row]);
}

DetailsPanel::DetailsPanel(Context& context) : context_(context), arrow_(context.document) {
  text_ = new QTextBrowser;
  text_->setObjectName("details_text");
  text_->setOpenLinks(false);
  text_->setFrameShape(QFrame::NoFrame);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(text_);
  context_.canvas.set_plain_tool(&arrow_);
  context_.actions.add("identify", "map", tr_key("Identify"),
                       tr_key("Click a feature to read what it is; the same place again for what "
                              "lies below"),
                       QKeySequence("Ctrl+I"), [this] { context_.canvas.set_tool(&arrow_); });
  Document& document = context_.document;
  for (const auto signal : {&Document::selection_changed, &Document::results_changed,
                            &Document::language_changed, &Document::theme_changed})
    connect(&document, signal, this, &DetailsPanel::fill);
  connect(text_, &QTextBrowser::anchorClicked, this, &DetailsPanel::follow);
  context_.canvas.set_overlay(
      "building", [&document = context_.document](QPainter& painter, const MapCanvas& canvas) {
        paint_building_overlay(painter, canvas, document);
      });
  fill();
}

QString DetailsPanel::story(const FeatureTable& table, std::uint32_t row) const {
  const FeatureTable building = one_row(table, row);
  const auto results = context_.document.results();
  const auto parts = building_story(
      building, row_named_by(context_.document, building, "fire_clusters", "cluster_id"),
      row_named_by(context_.document, building, "risk_zones", "zone_id"),
      results ? results->record() : RunRecord(), language());
  QString html;
  // One paragraph first: all there is to say, in one breath.
  html += "<p>";
  for (const StoryPart& part : parts)
    if (!part.sentences.empty()) html += escaped(part.sentences.front()) + " ";
  html += "</p>";
  for (const StoryPart& part : parts) {
    html += "<h4>" + escaped(part.heading) + "</h4><p>";
    for (const std::string& sentence : part.sentences) html += escaped(sentence) + " ";
    html += "</p>";
    for (const std::string& rule : part.rules)
      html += "<p style='margin-left:10px;font-size:small'>§ " + escaped(rule) + "</p>";
  }
  return html;
}

QString DetailsPanel::attributes(const FeatureTable& table, std::uint32_t row) const {
  QString html = "<table cellspacing='0' cellpadding='2'>";
  for (const Column& column : table.columns) {
    if (!column.has(row)) continue;
    const QString value = holds_words(column) && column.type == ColumnType::text
                              ? word_of(column.texts[row])
                              : to_qt(shown_cell(column, row));
    html += "<tr><td style='color:gray'>" + column_title(column).toHtmlEscaped() + "</td><td>" +
            value.toHtmlEscaped() + "</td></tr>";
  }
  return html + "</table>";
}

QString DetailsPanel::also_here(const FeatureTable& table, std::uint32_t row) const {
  const Box& box = table.shapes.boxes[row];
  if (box.empty()) return {};
  QString html;
  for (const auto& [other, at] :
       features_at(context_.document, box.centre(), 3 * context_.canvas.view().metres_per_px)) {
    if (other->name == table.name && at == row) continue;
    const auto id = id_column_of(*other);
    const Column* column = id.empty() ? nullptr : other->column(id);
    const QString name = column != nullptr && column->has(at)
                             ? escaped(render::cell_text(*column, at))
                             : QString::number(at + 1);
    html += QStringLiteral("<p><a href='row:%1/%2'>%3 %4</a></p>")
                .arg(escaped(other->name))
                .arg(at)
                .arg(escaped(translate(other->title)), name);
  }
  return html.isEmpty() ? html : "<h4>" + words("Also here").toHtmlEscaped() + "</h4>" + html;
}

void DetailsPanel::fill() {
  const Selection& selection = context_.document.selection();
  const TablePtr table = context_.document.table(selection.table);
  if (!table || !selection.focus || *selection.focus >= table->rows()) {
    text_->setHtml("<p style='color:gray'>" +
                   (selection.rows.empty()
                        ? words("Click a building, a lane or a hydrant on the map.")
                        : words("{} features selected.", selection.rows.size()))
                       .toHtmlEscaped() +
                   "</p>");
    return context_.canvas.update();
  }
  const std::uint32_t row = *selection.focus;
  QString html = "<h3>" + escaped(translate(table->title)) + "</h3><p><a href='zoom:'>" +
                 words("Zoom to").toHtmlEscaped() + "</a> &nbsp; <a href='copy:'>" +
                 words("Copy").toHtmlEscaped() + "</a></p>";
  if (const auto judged = judged_building(context_.document, *table, row))
    html += story(*context_.document.table("building_risk"), *judged);
  html += also_here(*table, row);
  html += "<h4>" + words("Attributes").toHtmlEscaped() + "</h4>" + attributes(*table, row);
  text_->setHtml(html);
  context_.canvas.update();
}

void DetailsPanel::follow(const QUrl& link) {
  const Selection& selection = context_.document.selection();
  const TablePtr table = context_.document.table(selection.table);
  if (link.scheme() == "row") {
    const QStringList parts = link.path().split('/');
    const auto row = static_cast<std::uint32_t>(parts.value(1).toUInt());
    context_.document.select({parts.value(0).toStdString(), {row}, row});
  } else if (table && selection.focus && link.scheme() == "zoom") {
    context_.document.show(selection.table, *selection.focus);
  } else if (link.scheme() == "copy") {
    text_->selectAll();
    text_->copy();
    text_->moveCursor(QTextCursor::Start);
  }
}

}  // namespace firebreak::gui

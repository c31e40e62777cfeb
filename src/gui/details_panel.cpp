#include "gui/details_panel.hpp"

#include <QVBoxLayout>
#include <algorithm>

#include "core/analysis/story.hpp"
#include "gui/building_overlay.hpp"
#include "gui/cell_words.hpp"
#include "gui/lane_words.hpp"
#include "gui/spacing_words.hpp"
#include "gui/words.hpp"
#include "render/scene.hpp"

namespace firebreak::gui {

namespace {

QString escaped(std::string_view text) {
  return to_qt(text).toHtmlEscaped();
}

QString rule_line(std::string_view rule) {
  return "<p style='margin-left:10px;font-size:small'>§ " + escaped(rule) + "</p>";
}

}  // namespace

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
  connect(&document, &Document::scene_changed, this, &DetailsPanel::find_picture);
  context_.canvas.set_overlay("building", [this](QPainter& painter, const MapCanvas& canvas) {
    paint_story(painter, canvas, picture_, context_.document.theme());
  });
  fill();
}

void DetailsPanel::find_picture() {
  const Document& document = context_.document;
  const Selection& selection = document.selection();
  picture_ = {};
  route_.reset();
  const TablePtr table = document.table(selection.table);
  const TablePtr buildings = document.table("building_risk");
  if (table && buildings && selection.focus && *selection.focus < table->rows())
    if (const auto row = judged_building(document, *table, *selection.focus)) {
      route_ = route_to(document, *buildings, *row);
      picture_ = story_picture(document, *buildings, *row, route_);
    }
  context_.canvas.update();
}

QString DetailsPanel::story(const FeatureTable& buildings, std::uint32_t row) const {
  const auto parts = story_parts(context_.document, buildings, row, route_);
  QString html;
  // One paragraph first: all there is to say, in one breath.
  html += "<p>";
  for (const StoryPart& part : parts)
    for (std::size_t s = 0; s < std::min(part.in_brief, part.sentences.size()); ++s)
      html += escaped(part.sentences[s]) + " ";
  html += "</p>";
  for (const StoryPart& part : parts) {
    html += "<h4>" + escaped(part.heading) + "</h4><p>";
    for (const std::string& sentence : part.sentences) html += escaped(sentence) + " ";
    html += "</p>";
    for (const std::string& rule : part.rules) html += rule_line(rule);
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

QString DetailsPanel::rule_of(const FeatureTable& table, std::uint32_t row) const {
  struct Rule {
    std::string_view table, key;
  };
  static constexpr Rule rules[] = {{"fire_lanes", "lanes.clear_width_m"},
                                   {"pinch_points", "lanes.clear_width_m"},
                                   {"hydrant_gaps", "hydrants.radius_m"},
                                   {"hydrant_spacing", "hydrants.spacing_m"},
                                   {"risk_zones", "districts.threshold"}};
  const auto results = context_.document.results();
  const auto* rule = std::ranges::find(rules, table.name, &Rule::table);
  if (!results || rule == std::end(rules)) return {};
  std::string_view key = rule->key;
  if (table.name == "hydrant_spacing") key = spacing_rule_key(table, row);
  if (table.name == "fire_lanes" || table.name == "pinch_points") key = lane_rule_key(table, row);
  const std::string line = cited(results->record(), key, language());
  return line.empty() ? QString() : rule_line(line);
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
                .arg(title_words(other->title).toHtmlEscaped(), name);
  }
  return html.isEmpty() ? html : "<h4>" + words("Also here").toHtmlEscaped() + "</h4>" + html;
}

void DetailsPanel::fill() {
  find_picture();
  const Selection& selection = context_.document.selection();
  const TablePtr table = context_.document.table(selection.table);
  if (!table || !selection.focus || *selection.focus >= table->rows()) {
    text_->setHtml("<p style='color:gray'>" +
                   (selection.rows.empty()
                        ? words("Click a building, a lane or a hydrant on the map.")
                        : words("{} features selected.", selection.rows.size()))
                       .toHtmlEscaped() +
                   "</p>");
    return;
  }
  const std::uint32_t row = *selection.focus;
  QString html = "<h3>" + title_words(table->title).toHtmlEscaped() + "</h3><p><a href='zoom:'>" +
                 words("Zoom to").toHtmlEscaped() + "</a> &nbsp; <a href='copy:'>" +
                 words("Copy").toHtmlEscaped() + "</a></p>";
  if (const auto judged = judged_building(context_.document, *table, row))
    html += story(*context_.document.table("building_risk"), *judged);
  if (table->name == "fire_lanes") html += "<p>" + lane_words(*table, row).toHtmlEscaped() + "</p>";
  if (table->name == "hydrant_spacing")
    html += "<p>" + spacing_words(*table, row).toHtmlEscaped() + "</p>";
  html += rule_of(*table, row);
  html += also_here(*table, row);
  html += "<h4>" + words("Attributes").toHtmlEscaped() + "</h4>" + attributes(*table, row);
  text_->setHtml(html);
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

#include "gui/details_panel.hpp"

#include <QRegularExpression>
#include <QVBoxLayout>
#include <algorithm>

#include "core/analysis/gap_before.hpp"
#include "core/analysis/story.hpp"
#include "core/base/plural.hpp"
#include "core/geo/measure.hpp"
#include "core/model/cells.hpp"
#include "gui/building_overlay.hpp"
#include "gui/cell_words.hpp"
#include "gui/feature_words.hpp"
#include "gui/later.hpp"
#include "gui/set_verdicts.hpp"
#include "gui/verdict_dialog.hpp"
#include "gui/words.hpp"
#include "render/scene.hpp"

namespace firebreak::gui {

namespace {

/// Setting: the list of attributes is unfolded.
constexpr const char* unfolded_key = "details/attributes";

QString escaped(std::string_view text) {
  return to_qt(text).toHtmlEscaped();
}

QString paragraph(const QStringList& sentences) {
  return "<p>" + in_one_paragraph(sentences).toHtmlEscaped() + "</p>";
}

/// No line ends between a number and its unit.
QString units_kept(QString html) {
  static const QRegularExpression gap(
      QStringLiteral("(\\d) (?=(m|m²|m³|km|L/s|t|%|‰)(?![\\w²³]))"));
  return html.replace(gap, QStringLiteral("\\1\u00a0"));
}

QString rule_line(std::string_view rule) {
  return "<p style='margin-left:10px;font-size:small'>§ " + escaped(rule) + "</p>";
}

/// The place that was asked about, else one that surely is the feature's: inside its area, on its
/// line.
std::optional<Xy> place_of(const FeatureTable& table, std::uint32_t row,
                           const std::optional<Xy>& asked) {
  const Shapes& shapes = table.shapes;
  if (row >= shapes.size() || shapes.boxes[row].empty()) return std::nullopt;
  if (asked && shapes.boxes[row].grown(1).contains(*asked)) return asked;
  const Part first = shapes.part(shapes.first_part(row));
  if (first.kind == PartKind::outer) return interior_point(shapes, row);
  return point_along(first.points, 0.5 * line_length_m(first.points));
}

}  // namespace

DetailsPanel::DetailsPanel(Context& context) : context_(context), arrow_(context.document) {
  text_ = new QTextBrowser;
  text_->setObjectName("details_text");
  say_help(text_, tr_key("What is known of the feature chosen; its links go to what it names: Tab "
                         "goes from one to the next, Enter follows"));
  text_->setOpenLinks(false);
  text_->setFrameShape(QFrame::NoFrame);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(text_);
  QAction* identify =
      context_.actions.add("identify", "map", tr_key("Identify"),
                           tr_key("Click a feature to read what it is; the same place again for "
                                  "what lies below"),
                           QKeySequence("Ctrl+Shift+I"), [this] {
                             context_.canvas.leave_tool();
                             context_.canvas.setFocus();
                           });
  identify->setCheckable(true);
  // The tool that is always there cannot be put down: it stays checked when it is chosen again.
  const auto show_in_hand = [this, identify] {
    identify->setChecked(context_.canvas.tool() == &arrow_);
  };
  connect(identify, &QAction::triggered, this, show_in_hand);
  connect(&context_.canvas, &MapCanvas::tool_changed, this, show_in_hand);
  context_.canvas.set_plain_tool(&arrow_);
  context_.actions.add("set_verdict", "assess", tr_key("Set a &verdict …"),
                       tr_key("Sets a verdict of the chosen building in place of the computed one, "
                              "with name, date and grounds"),
                       QKeySequence("Ctrl+Alt+V"), [this] { set_verdict(); });
  context_.actions.add("take_verdict_back", "assess", tr_key("&Take set verdicts back"),
                       tr_key("The verdicts of the chosen building are the computed ones again"),
                       QKeySequence("Ctrl+Alt+Shift+V"), [this] { take_verdicts_back(); });
  Document& document = context_.document;
  // What is chosen is told at once; whatever else changes, once after all of it.
  auto* filling = new Later(this, [this] { fill(); });
  auto* finding = new Later(this, [this] { find_picture(); });
  connect(&document, &Document::selection_changed, this, &DetailsPanel::fill);
  for (const auto signal : {&Document::results_changed, &Document::comparison_changed,
                            &Document::language_changed, &Document::theme_changed})
    connect(&document, signal, filling, &Later::ask);
  connect(text_, &QTextBrowser::anchorClicked, this, &DetailsPanel::follow);
  connect(&document, &Document::scene_changed, finding, &Later::ask);
  context_.canvas.set_overlay(
      "story",
      [this](QPainter& painter, const MapCanvas& canvas) {
        paint_story(painter, canvas, picture_, context_.document.theme());
      },
      MapCanvas::Level::above_labels);
  fill();
}

void DetailsPanel::find_picture() {
  const Document& document = context_.document;
  const Selection& selection = document.selection();
  const TablePtr table = document.table(selection.table);
  const TablePtr buildings = document.judged_table("building_risk");
  const bool chosen = table && buildings && selection.focus && *selection.focus < table->rows();
  StoryMakings makings = chosen ? story_makings(document, table, *selection.focus) : StoryMakings();
  if (makings == makings_) return;
  makings_ = std::move(makings);
  picture_ = {};
  route_.reset();
  if (chosen)
    if (const auto row = judged_building(document, *table, *selection.focus)) {
      ++pictures_found_;
      route_ = route_to(document, *buildings, *row);
      picture_ = story_picture(document, *buildings, *row, route_);
    }
  context_.canvas.update();
}

QString DetailsPanel::story(const FeatureTable& buildings, std::uint32_t row) const {
  const auto parts = story_parts(context_.document, buildings, row, route_);
  QString html;
  // One paragraph first: all there is to say, in one breath.
  QStringList brief;
  for (const StoryPart& part : parts)
    for (std::size_t s = 0; s < std::min(part.in_brief, part.sentences.size()); ++s)
      brief += to_qt(part.sentences[s]);
  html += paragraph(brief);
  for (const StoryPart& part : parts) {
    QStringList sentences;
    for (const std::string& sentence : part.sentences) sentences += to_qt(sentence);
    html += "<h4>" + escaped(part.heading) + "</h4>" + paragraph(sentences);
    if (part.topic == "water") html += account(buildings, row);
    for (const std::string& rule : part.rules) html += rule_line(rule);
  }
  return html;
}

QString DetailsPanel::attributes(const FeatureTable& table, std::uint32_t row) const {
  QString html = "<table cellspacing='0' cellpadding='2'>";
  for (const Column& column : table.columns) {
    if (!column.has(row)) continue;
    const QString value = holds_words(column) && column.type == ColumnType::text
                              ? word_of(column.name, column.texts[row])
                              : to_qt(shown_cell(column, row));
    html += "<tr><td style='color:gray'>" + column_title(column).toHtmlEscaped() + "</td><td>" +
            value.toHtmlEscaped() + "</td></tr>";
  }
  return html + "</table>";
}

QString DetailsPanel::told(const FeatureTable& table, std::uint32_t row) const {
  const auto results = context_.document.results();
  const FeatureTold told = feature_told(table, row, results ? &results->record() : nullptr);
  QString html;
  if (!told.sentences.isEmpty()) html += "<p>" + told.sentences.toHtmlEscaped() + "</p>";
  if (const QString gap = gap_as_it_is(table, row); !gap.isEmpty())
    html += "<p>" + gap.toHtmlEscaped() + "</p>";
  if (!results) return html;
  for (const std::string& key : told.rules)
    if (const std::string line = cited(results->record(), key, language()); !line.empty())
      html += rule_line(line);
  return html;
}

QString DetailsPanel::gap_as_it_is(const FeatureTable& table, std::uint32_t row) const {
  const auto base = context_.document.base_results();
  const auto results = context_.document.results();
  if (!base || !results || base == results || results->find("hydrant_gaps").get() != &table)
    return {};
  const GapBefore was =
      gap_before(*base->assessment, *results->assessment, word_or_empty(table, "gap_id", row));
  if (!was.number) return words("As the city is, there is no gap here.");
  return words("As the city is, {0} of its {1} buildings lie in gap {2:.0f}.", was.shared,
               was.buildings, *was.number);
}

QString DetailsPanel::changes(std::string_view building) const {
  const auto comparison = context_.document.comparison();
  if (!comparison) return {};
  const FeatureTable& changed = *comparison->buildings;
  const bool from_base = comparison->against.empty();
  const auto name = [](const std::string& plan) {
    return plan.empty() ? words("As it is").toStdString() : plan;
  };
  QString html;
  for (std::uint32_t row = 0; row < changed.rows(); ++row)
    if (word_in(changed, "building_id", row) == building)
      html += "<p>" +
              (from_base
                   ? change_words(changed, row)
                   : change_words(changed, row, name(comparison->against), name(comparison->shown)))
                  .toHtmlEscaped() +
              "</p>";
  if (html.isEmpty()) return html;
  const QString heading =
      from_base ? words("What the plan changes")
                : words("{0} against {1}", name(comparison->shown), name(comparison->against));
  return "<h4>" + heading.toHtmlEscaped() + "</h4>" + html;
}

QString DetailsPanel::account(const FeatureTable& buildings, std::uint32_t row) const {
  const auto lines = account_of(context_.document, buildings, row);
  if (lines.empty()) return sources();
  QString html = "<p><b>" + words("Water account:").toHtmlEscaped() + "</b></p>";
  for (const AccountLine& line : lines) {
    QString told = escaped(line.words);
    if (line.hydrant)
      told = QStringLiteral("<a href='row:hydrant_reach/%1'>%2</a>")
                 .arg(*line.hydrant)
                 .arg(escaped(line.hydrant_words)) +
             escaped(std::string_view(line.words).substr(line.hydrant_words.size()));
    html += "<p style='margin-left:10px'>" + told + "</p>";
  }
  return html;
}

QString DetailsPanel::sources() const {
  QString html;
  for (const StoryPicture::Source& source : picture_.sources)
    html += QStringLiteral("<p style='margin-left:10px'><a href='row:%1/%2'>%3</a></p>")
                .arg(escaped(source.table->name))
                .arg(source.row)
                .arg(source_words(source).toHtmlEscaped());
  return html;
}

QString DetailsPanel::also_here(const FeatureTable& table, std::uint32_t row) const {
  const auto place = place_of(table, row, context_.document.selection().at);
  if (!place) return {};
  QString html;
  for (const auto& [other, at] :
       features_at(context_.document, *place, 3 * context_.canvas.view().metres_per_px)) {
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

std::string DetailsPanel::chosen_building() const {
  const Document& document = context_.document;
  const Selection& selection = document.selection();
  const TablePtr table = document.table(selection.table);
  if (!table || !selection.focus || *selection.focus >= table->rows()) return {};
  const auto row = judged_building(document, *table, *selection.focus);
  return row ? std::string(
                   word_or_empty(*document.judged_table("building_risk"), "building_id", *row))
             : std::string();
}

QString DetailsPanel::verdict_links(std::string_view building) const {
  const Document& document = context_.document;
  QString idle;
  for (const OverrideOutcome& outcome : idle_verdicts(document)) {
    const VerdictOverride& set = (*document.results()->city->overrides)[outcome.number];
    if (set.building == building)
      idle += "<p><b>" + why_idle(set, outcome).toHtmlEscaped() + "</b></p>";
  }
  QString html;
  if (!settable_verdicts(document, building).empty())
    html += "<a href='verdict:set'>" + words("Set a verdict …").toHtmlEscaped() + "</a>";
  const auto& verdicts = document.project().verdicts;
  if (std::ranges::find(verdicts, building, &VerdictOverride::building) != verdicts.end())
    html += QString(html.isEmpty() ? "" : " &nbsp; ") + "<a href='verdict:back'>" +
            words("Take set verdicts back").toHtmlEscaped() + "</a>";
  return html.isEmpty() ? idle : idle + "<p>" + html + "</p>";
}

void DetailsPanel::set_verdict() {
  const std::string building = chosen_building();
  if (building.empty() || settable_verdicts(context_.document, building).empty())
    return context_.document.tell(
        words("Choose a building that was assessed in this window: its verdicts can be set."),
        Tone::notice);
  auto* dialog =
      new VerdictDialog(context_.document, context_.settings, building, std::nullopt, this);
  dialog->show();
}

void DetailsPanel::take_verdicts_back() {
  const std::string building = chosen_building();
  const auto& verdicts = context_.document.project().verdicts;
  if (building.empty() ||
      std::ranges::find(verdicts, building, &VerdictOverride::building) == verdicts.end())
    return context_.document.tell(words("Of the chosen building no verdict is set."), Tone::notice);
  gui::take_verdicts_back(context_.document, building);
}

void DetailsPanel::fill() {
  find_picture();
  const Selection& selection = context_.document.selection();
  const TablePtr table = context_.document.table(selection.table);
  if (!table || !selection.focus || *selection.focus >= table->rows()) {
    text_->setHtml("<p style='color:gray'>" +
                   (selection.rows.empty()
                        ? words("Click a building, a lane or a hydrant on the map.")
                        : words(for_count(selection.rows.size(), tr_key("{} feature selected."),
                                          tr_key("{} features selected.")),
                                selection.rows.size()))
                       .toHtmlEscaped() +
                   "</p>");
    return;
  }
  const std::uint32_t row = *selection.focus;
  const auto judged = judged_building(context_.document, *table, row);
  QString heading = title_words(table->title);
  // A street, a station, a town is known by its name; a building's story begins with its own.
  const QString name = to_qt(word_or_empty(*table, "name", row));
  if (!name.isEmpty() && !judged) heading += " · " + name;
  QString html = "<h3>" + heading.toHtmlEscaped() + "</h3><p><a href='zoom:'>" +
                 words("Zoom to").toHtmlEscaped() + "</a> &nbsp; <a href='copy:'>" +
                 words("Copy").toHtmlEscaped() + "</a></p>";
  if (table->name != "changed_buildings") html += told(*table, row);
  if (judged) {
    const TablePtr buildings = context_.document.judged_table("building_risk");
    if (context_.document.outdated())
      html += "<p><b>" +
              words(
                  "Told as of the last run: what is planned or changed since then is not "
                  "computed yet.")
                  .toHtmlEscaped() +
              "</b></p>";
    html += verdict_links(word_or_empty(*buildings, "building_id", *judged));
    html += story(*buildings, *judged);
    html += changes(word_or_empty(*buildings, "building_id", *judged));
  }
  html += also_here(*table, row);
  const bool unfolded = context_.settings.value(unfolded_key).toBool();
  html += "<h4><a href='attributes:'>" + QString(unfolded ? "▾ " : "▸ ") +
          words("Attributes").toHtmlEscaped() + "</a></h4>";
  if (unfolded) html += attributes(*table, row);
  text_->setHtml(units_kept(html));
}

void DetailsPanel::follow(const QUrl& link) {
  const Selection& selection = context_.document.selection();
  const TablePtr table = context_.document.table(selection.table);
  if (link.scheme() == "row") {
    const QStringList parts = link.path().split('/');
    const auto row = static_cast<std::uint32_t>(parts.value(1).toUInt());
    context_.document.select(
        {parts.value(0).toStdString(), {row}, row, context_.document.selection().at});
  } else if (link.scheme() == "attributes") {
    context_.settings.set_value(unfolded_key, !context_.settings.value(unfolded_key).toBool());
    fill();
  } else if (table && selection.focus && link.scheme() == "zoom") {
    context_.document.show(selection.table, *selection.focus);
  } else if (link.scheme() == "verdict") {
    if (link.path() == "set")
      set_verdict();
    else
      take_verdicts_back();
  } else if (link.scheme() == "copy") {
    text_->selectAll();
    text_->copy();
    text_->moveCursor(QTextCursor::Start);
  }
}

}  // namespace firebreak::gui

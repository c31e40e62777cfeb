// The blocks beside the map: key figures, legend, scale, notes, imprint. Each draws itself from a
// top left corner and returns its height; measuring is the same call without a painter.
#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <set>
#include <string_view>

#include "core/base/plural.hpp"
#include "core/model/place_basis.hpp"
#include "render/page.hpp"
#include "render/symbol.hpp"

namespace firebreak::render {

namespace {

double heading(const Paper& paper, QPointF top, double width, double f, const QString& words) {
  paper.text({top.x(), top.y() + 3.3 * f}, words, {3.3 * f, true, paper.ink()});
  paper.line({top.x(), top.y() + 4.7 * f}, {top.x() + width, top.y() + 4.7 * f}, paper.ink(), 0.3);
  return 6 * f;
}

void swatch(const Paper& paper, const QRectF& box, const SceneLayer& layer, const StyleRule& rule,
            double f) {
  if (paper.painter() == nullptr) return;
  const double k = paper.units_per_mm();
  const QRectF at(box.left() * k, box.top() * k, box.width() * k, box.height() * k);
  SymbolPainter symbol(*paper.painter(), rule.symbol, k, f, at);
  if (layer.table->geometry == TableGeometry::point) {
    symbol.marker(at.center());
  } else if (layer.polygonal()) {
    const std::array corners{at.topLeft(), at.topRight(), at.bottomRight(), at.bottomLeft()};
    const std::array<std::size_t, 1> end{4};
    symbol.polygon(corners, end);
  } else {
    const std::array ends{QPointF(at.left(), at.center().y()),
                          QPointF(at.right(), at.center().y())};
    symbol.line(ends);
  }
  symbol.finish();
  if (layer.style->label_inside && rule.labelled)
    paper.text(box.center() + QPointF(0, 0.36 * layer.style->label_mm * f), QStringLiteral("1"),
               {layer.style->label_mm * f, true, paper.paper()}, Align::centre);
}

bool has_features(const SceneLayer& layer) {
  return std::any_of(layer.counts.begin(), layer.counts.end(),
                     [](std::size_t count) { return count > 0; });
}

}  // namespace

double Sheet::key_figure_block(const Paper& paper, QPointF top, double width, double f) const {
  double y = top.y() + heading(paper, top, width, f, paper.say("Key figures"));
  const double left = top.x() + 21 * f;
  for (const Headline& line : headlines_) {
    const bool alarm = line.bad && line.value > 0;
    const bool dark = paper.paper().lightness() < 128;
    const QColor red = dark ? QColor(0xff, 0x7a, 0x6b) : QColor(0xb7, 0x1c, 0x1c);
    const QColor colour = alarm ? red : paper.ink();
    TextStyle number{5.4 * f, true, colour};
    const QString value = QString::fromStdString(grouped(line.value));
    if (const double w = Paper::width_mm(value, number); w > 19 * f) number.size_mm *= 19 * f / w;
    paper.text({top.x() + 19.5 * f, y + 5.2 * f}, value, number, Align::right);

    QString more;
    const auto add = [&](const std::optional<double>& count, std::string_view english) {
      if (!count) return;
      more += (more.isEmpty() ? QString() : QStringLiteral(" · ")) +
              paper.say(english, grouped(*count));
    };
    add(line.marginal, "{} near the limit, to be measured");
    add(line.fragile, "{} if one source fails");
    add(line.unknown, "{} unknown");
    const double room = top.x() + width - left;
    double height = paper.paragraph({left, y + (more.isEmpty() ? 1.9 : 0.6) * f}, room,
                                    paper.say(line.title), {2.7 * f, true, paper.ink()});
    if (!more.isEmpty())
      height += paper.paragraph({left, y + 0.6 * f + height}, room, more,
                                {2.15 * f, false, paper.faint()});
    y += std::max(7.4 * f, height + 1.4 * f);
  }
  return y - top.y();
}

void Sheet::add_legend() {
  bool first = true;
  for (auto layer = scene_.layers.rbegin(); layer != scene_.layers.rend(); ++layer) {
    const SceneLayer* entry = &*layer;
    blocks_.emplace_back(
        [this, entry, first](const Paper& paper, QPointF top, double width, double f) {
          const double head = first ? heading(paper, top, width, f, paper.say("Legend")) : 0;
          return head + legend_block(paper, top + QPointF(0, head), width, f, *entry);
        });
    first = false;
  }
}

double Sheet::legend_block(const Paper& paper, QPointF top, double width, double f,
                           const SceneLayer& layer) const {
  double y = top.y();
  const TextStyle title{2.6 * f, true, paper.ink()};
  const TextStyle entry{2.45 * f, false, paper.ink()};
  const TextStyle remark{2.1 * f, false, paper.faint()};
  paper.text({top.x(), y + 2.7 * f}, paper.say(layer.style->title), title);
  if (!drawn_at(*layer.style, view_mm_.scale)) {
    const bool coarse = layer.style->min_scale && view_mm_.scale >= *layer.style->min_scale;
    const QString from = coarse ? paper.say("drawn above {}", scale_ratio(*layer.style->min_scale))
                                : paper.say("drawn up to {}", scale_ratio(*layer.style->max_scale));
    paper.text({top.x() + width, y + 2.7 * f}, from, remark, Align::right);
  } else if (!has_features(layer)) {  // that there is none is an answer
    paper.text({top.x() + width, y + 2.7 * f}, QStringLiteral("0"), entry, Align::right);
  }
  y += 4 * f;
  for (const std::string& words : place_remarks(record_.inputs, layer.table->name, language_))
    y += paper.paragraph({top.x() + 0.8 * f, y}, width - 0.8 * f, QString::fromStdString(words),
                         remark);
  for (std::size_t r = 0; r < layer.style->rules.size(); ++r) {
    if (!layer.applies[r] || layer.counts[r] == 0) continue;  // explains nothing on this map
    const StyleRule& rule = layer.style->rules[r];
    const QString count = QString::fromStdString(grouped(static_cast<double>(layer.counts[r])));
    const double count_width = Paper::width_mm(count, entry);
    const double left = top.x() + 9.5 * f;
    const double room = top.x() + width - count_width - 2 * f - left;
    const QStringList rows = Paper::wrapped(
        rule.own_title.empty() ? paper.say(rule.title) : QString::fromStdString(rule.own_title),
        entry, room);
    swatch(paper, {top.x() + 0.8 * f, y + 0.35 * f, 6.6 * f, 3 * f}, layer, rule, f);
    for (qsizetype i = 0; i < rows.size(); ++i)
      paper.text({left, y + 2.7 * f + static_cast<double>(i) * 3.2 * f}, rows[i], entry);
    paper.text({top.x() + width, y + 2.7 * f}, count, entry, Align::right);
    y += (0.9 + 3.2 * static_cast<double>(rows.size())) * f;
  }
  return y - top.y();
}

double Sheet::text_block(const Paper& paper, QPointF top, double width, double f) const {
  return paper.paragraph(top, width, QString::fromStdString(text_), {2.5 * f, false, paper.ink()});
}

double Sheet::overview_block(const Paper& paper, QPointF top, double width, double f) const {
  const double head = heading(paper, top, width, f, paper.say("Overview"));
  const QRectF room(top.x(), top.y() + head, width, 34 * f);
  const double height = head + room.height();
  if (paper.painter() == nullptr) return height;
  Box all = scene_.extent();
  all.add(view_mm_.box(layout_.map));
  View view;
  view.scale = 1050 * std::max(all.width_m() / room.width(), all.height_m() / room.height());
  view.units_per_mm = paper.units_per_mm();
  const double k = paper.units_per_mm();
  view.frame = {room.left() * k, room.top() * k, room.width() * k, room.height() * k};
  const double m_per_mm = view.scale / 1000;
  view.top_left = {all.centre().x_m - 0.5 * room.width() * m_per_mm,
                   all.centre().y_m + 0.5 * room.height() * m_per_mm};
  QPainter& painter = *paper.painter();
  painter.save();
  painter.setClipRect(view.frame);
  paper.fill(room, QColor(style_->ground.red, style_->ground.green, style_->ground.blue));
  paint_scene(painter, scene_, view, view.frame, {});
  const Box seen = view_mm_.box(layout_.map);
  const QRectF here(QPointF(room.left() + (seen.min.x_m - view.top_left.x_m) / m_per_mm,
                            room.top() + (view.top_left.y_m - seen.max.y_m) / m_per_mm),
                    QSizeF(seen.width_m(), seen.height_m()) / m_per_mm);
  paper.frame(here, paper.paper(), 1.1 * f);
  paper.frame(here, paper.ink(), 0.5 * f);
  painter.restore();
  paper.frame(room, paper.ink(), 0.25);
  return height;
}

double Sheet::scale_block(const Paper& paper, QPointF top, double width, double f) const {
  const double x = top.x() + 5 * f;
  const double y = top.y() + 4.5 * f;
  paper.text({x, top.y() + 3 * f}, paper.say("N"), {3 * f, true, paper.ink()}, Align::centre);
  paper.polygon({{x, y}, {x, y + 8.5 * f}, {x - 3 * f, y + 11 * f}}, paper.ink(), paper.ink(),
                0.15);
  paper.polygon({{x, y}, {x, y + 8.5 * f}, {x + 3 * f, y + 11 * f}}, paper.paper(), paper.ink(),
                0.15);

  const double left = top.x() + 14 * f;
  // The last figure stands half beyond the bar's end.
  const ScaleBar bar = scale_bar(view_mm_.scale, std::min(67.0, width - 20 * f));
  paper.text({left, top.y() + 4.2 * f}, paper.say("Scale {}", scale_ratio(view_mm_.scale)),
             {3.6 * f, true, paper.ink()});
  const double bar_top = top.y() + 7 * f;
  for (int i = 0; i < 4; ++i)
    paper.fill({left + i * bar.segment_mm, bar_top, bar.segment_mm, 1.5 * f},
               i % 2 == 0 ? paper.ink() : paper.paper());
  paper.frame({left, bar_top, 4 * bar.segment_mm, 1.5 * f}, paper.ink(), 0.2);
  const bool km = bar.segment_m >= 1000;
  const TextStyle figures{2.2 * f, false, paper.ink()};
  for (int i = 0; i <= 4; i += 2) {
    QString words = QString::number(i * bar.segment_m / (km ? 1000 : 1));
    if (i == 4) words += km ? QStringLiteral(" km") : QStringLiteral(" m");
    paper.text({left + i * bar.segment_mm, bar_top + 4.2 * f}, words, figures,
               i == 0 ? Align::left : Align::centre);
  }
  return 16.5 * f;
}

double Sheet::note_block(const Paper& paper, QPointF top, double width, double f) const {
  const TextStyle strong{2.6 * f, true, paper.ink()};
  const TextStyle plain{2.15 * f, false, paper.ink()};
  double y = top.y();
  y += paper.paragraph({top.x(), y}, width, paper.say("Screening result, to be checked on site."),
                       strong);
  y += 0.4 * f;
  // The window counts clauses: one of them may give many values.
  std::size_t unconfirmed = 0;
  std::set<std::string_view> clauses;
  for (const UsedParameter& used : record_.parameters) {
    if (used.value.confirmed()) continue;
    ++unconfirmed;
    clauses.insert(used.value.clause);
  }
  if (unconfirmed > 0)
    y += paper.paragraph(
        {top.x(), y}, width,
        paper.say(
            for_count(clauses.size(),
                      tr_key("{} of the values used rest on {} clause still to be confirmed."),
                      tr_key("{} of the values used rest on {} clauses still to be confirmed.")),
            unconfirmed, clauses.size()),
        plain);
  for (const std::string& notice : record_.notices)
    y += paper.paragraph({top.x(), y}, width, paper.say(notice), strong);
  for (const auto& [analysis, reason] : record_.skipped)
    y += paper.paragraph({top.x(), y}, width, paper.say("Not computed: {} ({})", analysis, reason),
                         plain);
  if (outside_ > 0)
    y += paper.paragraph(
        {top.x(), y}, width,
        paper.say("Key figures and legend count everything; features outside this frame: {}.",
                  grouped(static_cast<double>(outside_))),
        plain);
  return y - top.y();
}

std::vector<std::pair<QString, QString>> Sheet::imprint_rows(const Paper& paper) const {
  std::vector<std::pair<QString, QString>> rows;
  const auto add = [&](std::string_view name, const QString& value) {
    if (!value.isEmpty()) rows.emplace_back(paper.say(name), value);
  };
  const bool zh = language_ == Language::zh && !record_.profile_title_zh.empty();
  QString profile = QString::fromStdString(zh ? record_.profile_title_zh : record_.profile_title);
  const QString code = QString::fromStdString(record_.profile);
  if (profile.isEmpty())
    profile = code;
  else if (!code.isEmpty())
    profile += QStringLiteral(" (") + code + QStringLiteral(")");
  add("Rules", profile);
  if (!record_.engine.empty()) add("Engine", paper.say(record_.engine));
  QString crs = QString::fromStdString(record_.crs);
  if (record_.scale_error > 0 && !crs.isEmpty())
    crs = paper.say("{}, scale error {:.2f} ‰", record_.crs, record_.scale_error * 1000);
  add("Coordinates", crs);
  add("Date", QString::fromStdString(record_.made_utc.substr(0, 10)));
  std::set<std::string> files;
  for (const auto& input : record_.inputs)
    if (input.used()) files.insert(std::filesystem::path(input.path).filename().string());
  QString sources;
  for (const auto& file : files)
    sources +=
        (sources.isEmpty() ? QString() : QStringLiteral(", ")) + QString::fromStdString(file);
  add("Data", sources);
  add("Licence", QString::fromStdString(record_.attribution));
  add("Edition", public_edition_ ? paper.say("Public edition") : paper.say("Internal"));
  add("Made with", QString::fromStdString(record_.program));
  return rows;
}

double Sheet::imprint_block(const Paper& paper, QPointF top, double width, double f) const {
  const TextStyle name{2.1 * f, true, paper.faint()};
  const TextStyle value{2.1 * f, false, paper.ink()};
  const double indent = 17 * f;
  double y = top.y() + 0.6 * f;
  std::vector<double> rules;
  for (const auto& [what, words] : imprint_rows(paper)) {
    paper.text({top.x() + 1.2 * f, y + 2.3 * f}, what, name);
    y += paper.paragraph({top.x() + indent, y + 0.1 * f}, width - indent - 1.2 * f, words, value);
    y += 0.6 * f;
    rules.push_back(y - 0.1 * f);
  }
  if (!rules.empty()) rules.pop_back();
  for (const double at : rules)
    paper.line({top.x(), at}, {top.x() + width, at}, paper.faint(), 0.1);
  paper.frame({top.x(), top.y(), width, y - top.y()}, paper.ink(), 0.25);
  return y - top.y();
}

}  // namespace firebreak::render

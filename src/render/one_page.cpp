#include "render/one_page.hpp"

#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <filesystem>
#include <set>

#include "core/base/error.hpp"
#include "render/export.hpp"
#include "render/labels.hpp"
#include "render/page.hpp"

namespace firebreak::render {

namespace {

constexpr double left_mm = 22;
constexpr double right_mm = 14;
constexpr double top_mm = 12;
constexpr double foot_mm = 24;  ///< kept free for the imprint
constexpr double map_height_mm = 92;

/// Lays the page out while painting it: each call of `paint` fills one sheet of paper.
class PagePainter {
 public:
  PagePainter(const std::vector<FeatureTable>& tables, const RunRecord& record,
              const StyleSheet& style, const OnePage& page, const Job& job)
      : record_(record), style_(style), page_(page), paper_(paper_size_mm("A4", false)) {
    for (const FeatureTable& table : tables)
      if (table.name == page.table) table_ = &table;
    if (table_ == nullptr || page.row >= table_->shapes.size())
      throw Error(ErrorKind::usage, "There is no row {} in {}.", page.row, page.table);
    scene_ = make_scene(tables, style, {}, job.part(0, 0.7));
    choose_view();
    view_mm_.units_per_mm = 1;
    labels_ = place_labels(scene_, view_mm_, Paper(style, page.language));
    job.progress(0.9, text("placing the labels"));
    make_lines();
  }

  QSizeF paper_mm() const { return paper_; }

  /// True if another page has to follow.
  bool paint(QPainter& painter, double units_per_mm) {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::TextAntialiasing);
    painter.setFont(sheet_font(2.5, false));
    const Paper paper(painter, units_per_mm, QRectF({0, 0}, paper_), style_, page_.language);
    double y = top_mm;
    if (next_ == 0) y = head(paper, painter);
    const double width = paper_.width() - left_mm - right_mm;
    const double bottom = paper_.height() - foot_mm;
    for (bool first = true; next_ < lines_.size(); ++next_, first = false) {
      const Line& line = lines_[next_];
      if (!first && y + needed(next_) > bottom) break;
      const double x = left_mm + line.indent_mm;
      y += line.space_mm;
      y += paper.paragraph({x, y}, width - line.indent_mm, line.words,
                           {line.size_mm, line.bold, line.faint ? paper.faint() : paper.ink()});
    }
    imprint(paper);
    return next_ < lines_.size();
  }

 private:
  struct Line {
    QString words;
    double size_mm = 3.2;
    bool bold = false;
    bool faint = false;
    double indent_mm = 0;
    double space_mm = 0;  ///< above
  };

  void choose_view() {
    const Box box = table_->shapes.boxes[page_.row];
    view_mm_.frame = {left_mm, top_mm + 15, paper_.width() - left_mm - right_mm, map_height_mm};
    const double width = box.width_m() + 2 * page_.around_m;
    const double height = box.height_m() + 2 * page_.around_m;
    view_mm_.scale = round_scale(
        1000 * std::max({width / view_mm_.frame.width(), height / view_mm_.frame.height(), 0.5}));
    const double m_per_mm = view_mm_.scale / 1000;
    view_mm_.top_left = {box.centre().x_m - 0.5 * view_mm_.frame.width() * m_per_mm,
                         box.centre().y_m + 0.5 * view_mm_.frame.height() * m_per_mm};
  }

  void make_lines() {
    for (const PagePart& part : page_.parts) {
      lines_.push_back({QString::fromStdString(part.heading), 3.6, true, false, 0, 2.6});
      for (const std::string& sentence : part.sentences)
        lines_.push_back({QString::fromStdString(sentence), 3.3, false, false, 0, 0.5});
      for (const std::string& rule : part.rules)
        lines_.push_back({QString::fromStdString(rule), 2.5, false, true, 3, 0.4});
    }
  }

  /// Height of a line, of a heading together with the line below it.
  double needed(std::size_t at) const {
    const auto height = [&](const Line& line) {
      const double width = paper_.width() - left_mm - right_mm - line.indent_mm;
      const TextStyle style{line.size_mm, line.bold, {}};
      return line.space_mm + static_cast<double>(Paper::wrapped(line.words, style, width).size()) *
                                 Paper::line_height_mm(style);
    };
    const bool with_next = lines_[at].bold && at + 1 < lines_.size();
    return height(lines_[at]) + (with_next ? height(lines_[at + 1]) : 0);
  }

  double head(const Paper& paper, QPainter& painter) const {
    const double right = paper_.width() - right_mm;
    TextStyle title{6.4, true, paper.ink()};
    const QString words = QString::fromStdString(page_.title);
    if (const double width = Paper::width_mm(words, title); width > right - left_mm)
      title.size_mm *= (right - left_mm) / width;
    paper.text({left_mm, top_mm + 5.6}, words, title);
    const TextStyle under{2.9, false, paper.faint()};
    QString about = QString::fromStdString(record_.title);
    if (!record_.made_utc.empty())
      about += (about.isEmpty() ? QString() : QStringLiteral(" · ")) +
               QString::fromStdString(record_.made_utc.substr(0, 10));
    paper.text({left_mm, top_mm + 11.2}, about, under);
    paper.text({right, top_mm + 11.2},
               record_.public_edition ? paper.say("Public edition") : paper.say("Internal"),
               {2.9, true, paper.ink()}, Align::right);
    map(paper, painter);
    return view_mm_.frame.bottom() + 2;
  }

  void map(const Paper& paper, QPainter& painter) const {
    const double k = paper.units_per_mm();
    const QRectF& frame = view_mm_.frame;
    View view = view_mm_;
    view.units_per_mm = k;
    view.whole_units = true;
    view.frame = {frame.left() * k, frame.top() * k, frame.width() * k, frame.height() * k};
    painter.save();
    painter.setClipRect(view.frame);
    paper.fill(frame, QColor(style_.ground.red, style_.ground.green, style_.ground.blue));
    paint_scene(painter, scene_, view, view.frame, {});
    outline(painter, view, paper.paper(), 1.6);
    outline(painter, view, paper.ink(), 0.8);
    paint_labels(paper, labels_, view.symbol_factor());
    scale(paper);
    painter.restore();
    paper.frame(frame, paper.ink(), 0.35);
  }

  void outline(QPainter& painter, const View& view, const QColor& colour, double mm) const {
    QPainterPath path;
    const Shapes& shapes = table_->shapes;
    for (auto p = shapes.first_part(page_.row); p < shapes.end_part(page_.row); ++p) {
      const auto points = shapes.part(p).points;
      for (std::size_t i = 0; i < points.size(); ++i) {
        const QPointF at = view.at(points[i]);
        i == 0 ? path.moveTo(at) : path.lineTo(at);
      }
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(
        QPen(colour, mm * view.units_per_mm, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(path);
  }

  void scale(const Paper& paper) const {
    const QRectF& frame = view_mm_.frame;
    const ScaleBar bar = scale_bar(view_mm_.scale, 40);
    const QPointF at(frame.left() + 5, frame.bottom() - 7);
    paper.fill({at.x() - 2.5, at.y() - 3, 4 * bar.segment_mm + 24, 8}, paper.paper());
    for (int i = 0; i < 4; ++i)
      paper.fill({at.x() + i * bar.segment_mm, at.y(), bar.segment_mm, 1.3},
                 i % 2 == 0 ? paper.ink() : paper.paper());
    paper.frame({at.x(), at.y(), 4 * bar.segment_mm, 1.3}, paper.ink(), 0.2);
    const TextStyle figures{2.3, false, paper.ink()};
    paper.text({at.x() + 4 * bar.segment_mm + 2, at.y() + 1.6},
               QStringLiteral("%1 m").arg(4 * bar.segment_m), figures);
    paper.text({at.x(), at.y() + 4}, QString::fromStdString(scale_ratio(view_mm_.scale)), figures);
    const QPointF north(frame.right() - 6, frame.top() + 4);
    paper.polygon(
        {north, north + QPointF(2.4, 8), north + QPointF(0, 6.2), north + QPointF(-2.4, 8)},
        paper.ink(), paper.paper(), 0.2);
    paper.halo_text(north + QPointF(0, 11), paper.say("N"), {2.6, true, paper.ink()},
                    Align::centre);
  }

  void imprint(const Paper& paper) const {
    const double right = paper_.width() - right_mm;
    double y = paper_.height() - foot_mm + 3;
    paper.line({left_mm, y}, {right, y}, paper.ink(), 0.25);
    y += 1.2;
    y += paper.paragraph({left_mm, y}, right - left_mm,
                         paper.say("Screening result, to be checked on site."),
                         {2.6, true, paper.ink()});
    std::set<std::string> files;
    for (const auto& input : record_.inputs)
      if (input.used()) files.insert(std::filesystem::path(input.path).filename().string());
    QStringList parts;
    const bool zh = page_.language == Language::zh && !record_.profile_title_zh.empty();
    parts << QString::fromStdString(zh ? record_.profile_title_zh : record_.profile_title);
    if (!record_.engine.empty()) parts << paper.say(record_.engine);
    for (const std::string& file : files) parts << QString::fromStdString(file);
    for (const std::string& words : {record_.attribution, record_.crs, record_.program})
      parts << QString::fromStdString(words);
    parts.removeAll(QString());
    paper.paragraph({left_mm, y + 0.4}, right - left_mm, parts.join(QStringLiteral(" · ")),
                    {2.1, false, paper.faint()});
  }

  const RunRecord& record_;
  const StyleSheet& style_;
  const OnePage& page_;
  QSizeF paper_;
  const FeatureTable* table_ = nullptr;
  Scene scene_;
  View view_mm_;
  std::vector<Label> labels_;
  std::vector<Line> lines_;
  std::size_t next_ = 0;
};

}  // namespace

QByteArray one_page_pdf(const std::vector<FeatureTable>& tables, const RunRecord& record,
                        const StyleSheet& style, const OnePage& page, const Job& job) {
  prepare_qt();
  PagePainter painter(tables, record, style, page, job.part(0, 0.7));
  return pages_pdf(painter.paper_mm(), page.title, record,
                   [&](QPainter& device, double units_per_mm) {
                     job.progress(0.8, text("painting the sheet"));
                     return painter.paint(device, units_per_mm);
                   });
}

}  // namespace firebreak::render

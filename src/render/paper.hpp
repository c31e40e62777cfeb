#pragma once

#include <QColor>
#include <QFont>
#include <QImage>
#include <QList>
#include <QPainter>
#include <QPointF>
#include <QRectF>
#include <QString>
#include <QStringList>

#include "core/base/text.hpp"
#include "core/model/style.hpp"

namespace firebreak::render {

enum class Align { left, centre, right };

struct TextStyle {
  double size_mm = 2.5;  ///< em height
  bool bold = false;
  QColor colour = Qt::black;
};

/// Draws text and simple shapes at millimetres of a sheet, the same on every device: text is laid
/// out at a fixed resolution and scaled. Without a painter it only measures. What lies outside the
/// part that is being painted is skipped.
class Paper {
 public:
  /// Measures only.
  Paper(const StyleSheet& sheet, Language language);
  /// Paints the part of the sheet given in millimetres.
  Paper(QPainter& painter, double units_per_mm, const QRectF& part_mm, const StyleSheet& sheet,
        Language language);

  QPainter* painter() const { return painter_; }
  double units_per_mm() const { return per_mm_; }
  Language language() const { return language_; }
  QColor ink() const;
  QColor faint() const;  ///< for what is secondary: between ink and paper
  QColor paper() const;

  /// The sentence in the sheet's language with its figures filled in.
  template <class... Args>
  QString say(std::string_view english, const Args&... args) const {
    return QString::fromStdString(text_in(language_, english, args...));
  }

  /// One line of text; `at` is on its baseline.
  void text(QPointF at, const QString& words, const TextStyle& style,
            Align align = Align::left) const;
  /// The same with an edge in the paper's colour, to be read over a map.
  void halo_text(QPointF at, const QString& words, const TextStyle& style,
                 Align align = Align::left) const;
  /// Text broken into lines of at most `width_mm`, from `top` downwards; returns its height.
  double paragraph(QPointF top, double width_mm, const QString& words,
                   const TextStyle& style) const;

  static double width_mm(const QString& words, const TextStyle& style);
  /// Breaks at spaces and between Chinese characters, not before closing punctuation.
  static QStringList wrapped(const QString& words, const TextStyle& style, double width_mm);
  static double line_height_mm(const TextStyle& style) { return 1.35 * style.size_mm; }

  void line(QPointF from, QPointF to, const QColor& colour, double width_mm) const;
  void fill(const QRectF& box, const QColor& colour) const;
  void frame(const QRectF& box, const QColor& colour, double width_mm) const;
  void picture(const QRectF& box, const QImage& image) const;
  void polygon(const QList<QPointF>& corners, const QColor& fill, const QColor& stroke,
               double width_mm) const;

 private:
  bool seen(const QRectF& box_mm) const;
  QPointF device(QPointF mm) const { return per_mm_ * mm; }
  QRectF device(const QRectF& mm) const {
    return {per_mm_ * mm.left(), per_mm_ * mm.top(), per_mm_ * mm.width(), per_mm_ * mm.height()};
  }

  QPainter* painter_ = nullptr;
  double per_mm_ = 1;
  QRectF part_mm_;
  const StyleSheet* sheet_;
  Language language_;
};

/// The sheet's typeface at a size on paper; its pixel is 1/20 mm.
QFont sheet_font(double size_mm, bool bold);

}  // namespace firebreak::render

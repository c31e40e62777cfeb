#pragma once

#include <QColor>
#include <QPainter>
#include <QString>
#include <QWidget>
#include <string>
#include <vector>

namespace firebreak::gui {

/// Bars of shares, one line each: a title, a bar split into parts, and the count of each in it or,
/// where it is too narrow, beside the title. Unknown is hatched. A part is chosen by a click, or by
/// the arrow keys and Enter.
class ShareBars : public QWidget {
  Q_OBJECT
 public:
  struct Part {
    std::string id;
    QString title;
    double count = 0;
    QColor colour;
    bool hatched = false;
  };
  struct Bar {
    std::string id;
    QString title;
    std::vector<Part> parts;
  };
  explicit ShareBars(QWidget* parent = nullptr);
  void set_bars(std::vector<Bar> bars);
  const std::vector<Bar>& bars() const { return bars_; }
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return sizeHint(); }
  /// Where a part is drawn; empty for a part that counts nothing.
  QRectF area_of(std::size_t bar, std::size_t part) const;

 signals:
  void chosen(std::size_t bar, std::size_t part);

 protected:
  void paintEvent(QPaintEvent* event) override;
  bool event(QEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  struct Place {
    std::size_t bar = 0, part = 0;
    friend bool operator==(const Place&, const Place&) = default;
  };
  int bar_height() const;
  QRect area_of(std::size_t bar) const;
  void paint_part(QPainter& painter, const Part& part, const QRectF& box) const;
  /// The title, and behind it the counts of the parts that are too narrow for theirs.
  void paint_title(QPainter& painter, std::size_t bar) const;
  /// Whether the count of a part has room in it.
  bool fits(const Part& part, const QRectF& box) const;
  /// All parts that count something, bar by bar.
  std::vector<Place> places() const;
  std::vector<Bar> bars_;
  Place at_;  ///< under the arrow keys
};

}  // namespace firebreak::gui

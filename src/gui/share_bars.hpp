#pragma once

#include <QColor>
#include <QString>
#include <QWidget>
#include <vector>

namespace firebreak::gui {

/// Bars of shares, one line each: a title, a bar split into parts, and the counts in words. Unknown
/// is hatched.
class ShareBars : public QWidget {
  Q_OBJECT
 public:
  struct Part {
    QString title;
    double count = 0;
    QColor colour;
    bool hatched = false;
  };
  struct Bar {
    QString title;
    std::vector<Part> parts;
  };
  explicit ShareBars(QWidget* parent = nullptr) : QWidget(parent) { setMouseTracking(true); }
  void set_bars(std::vector<Bar> bars);
  const std::vector<Bar>& bars() const { return bars_; }
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return sizeHint(); }

 protected:
  void paintEvent(QPaintEvent* event) override;
  bool event(QEvent* event) override;

 private:
  int bar_height() const;
  QRect area_of(std::size_t bar) const;
  std::vector<Bar> bars_;
};

}  // namespace firebreak::gui

#include "gui/theme.hpp"

#include <QPainter>
#include <QPalette>
#include <QProxyStyle>
#include <QStyleFactory>
#include <QStyleOption>

namespace firebreak::gui {

namespace {

/// Boxes to check have an edge that is seen on every ground; so has a button that stays pressed,
/// whose shade is hardly another one on a dark ground.
class ClearBoxes : public QProxyStyle {
 public:
  using QProxyStyle::QProxyStyle;
  void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override {
    QProxyStyle::drawPrimitive(element, option, painter, widget);
    if (element == PE_PanelButtonCommand && option->state.testFlag(State_On)) {
      painter->save();
      painter->setPen(QPen(option->palette.color(QPalette::Highlight), 2));
      painter->setBrush(Qt::NoBrush);
      painter->drawRect(option->rect.adjusted(2, 2, -2, -2));
      painter->restore();
    }
    if (element != PE_IndicatorCheckBox && element != PE_IndicatorItemViewItemCheck) return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing, false);
    painter->setPen(QPen(option->palette.color(QPalette::PlaceholderText), 1));
    painter->setBrush(Qt::NoBrush);
    painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
    painter->restore();
  }
};

QPalette light_palette() {
  QPalette p;
  p.setColor(QPalette::Window, QColor(0xf4, 0xf4, 0xf2));
  p.setColor(QPalette::WindowText, QColor(0x1f, 0x1f, 0x1f));
  p.setColor(QPalette::Base, Qt::white);
  p.setColor(QPalette::AlternateBase, QColor(0xf3, 0xf5, 0xf8));
  p.setColor(QPalette::Text, QColor(0x1f, 0x1f, 0x1f));
  p.setColor(QPalette::PlaceholderText, QColor(0x6b, 0x6b, 0x6b));
  p.setColor(QPalette::Button, QColor(0xea, 0xea, 0xe6));
  p.setColor(QPalette::ButtonText, QColor(0x1f, 0x1f, 0x1f));
  p.setColor(QPalette::BrightText, QColor(0xb0, 0x10, 0x10));
  p.setColor(QPalette::ToolTipBase, QColor(0xff, 0xfd, 0xe8));
  p.setColor(QPalette::ToolTipText, QColor(0x1f, 0x1f, 0x1f));
  p.setColor(QPalette::Highlight, QColor(0x1b, 0x5e, 0x9e));
  p.setColor(QPalette::HighlightedText, Qt::white);
  p.setColor(QPalette::Link, QColor(0x1b, 0x5e, 0x9e));
  p.setColor(QPalette::LinkVisited, QColor(0x5b, 0x3e, 0x8e));
  p.setColor(QPalette::Mid, QColor(0xc6, 0xc6, 0xc2));
  return p;
}

QPalette dark_palette() {
  QPalette p;
  p.setColor(QPalette::Window, QColor(0x25, 0x28, 0x2c));
  p.setColor(QPalette::WindowText, QColor(0xe8, 0xe8, 0xe8));
  p.setColor(QPalette::Base, QColor(0x1c, 0x1f, 0x22));
  p.setColor(QPalette::AlternateBase, QColor(0x24, 0x28, 0x2c));
  p.setColor(QPalette::Text, QColor(0xe8, 0xe8, 0xe8));
  p.setColor(QPalette::PlaceholderText, QColor(0x9a, 0xa0, 0xa6));
  p.setColor(QPalette::Button, QColor(0x33, 0x38, 0x3d));
  p.setColor(QPalette::ButtonText, QColor(0xe8, 0xe8, 0xe8));
  p.setColor(QPalette::BrightText, QColor(0xff, 0x8a, 0x80));
  p.setColor(QPalette::ToolTipBase, QColor(0x3a, 0x40, 0x46));
  p.setColor(QPalette::ToolTipText, QColor(0xf0, 0xf0, 0xf0));
  p.setColor(QPalette::Highlight, QColor(0x3d, 0x8f, 0xd6));
  p.setColor(QPalette::HighlightedText, QColor(0x10, 0x10, 0x10));
  p.setColor(QPalette::Link, QColor(0x7c, 0xb8, 0xf0));
  p.setColor(QPalette::LinkVisited, QColor(0xb8, 0x9c, 0xe8));
  p.setColor(QPalette::Mid, QColor(0x4a, 0x50, 0x56));
  return p;
}

/// What is switched off stays readable, only fainter.
void fade_disabled(QPalette& p) {
  const QColor ground = p.color(QPalette::Window);
  for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
    const QColor full = p.color(QPalette::Active, role);
    p.setColor(QPalette::Disabled, role,
               QColor((full.red() + ground.red()) / 2, (full.green() + ground.green()) / 2,
                      (full.blue() + ground.blue()) / 2));
  }
}

}  // namespace

void apply_theme(QApplication& application, const std::string& theme, bool large) {
  application.setStyle(new ClearBoxes(QStyleFactory::create("Fusion")));
  QPalette palette = theme == "dark" ? dark_palette() : light_palette();
  fade_disabled(palette);
  application.setPalette(palette);
  QFont font(QStringList{"DejaVu Sans", "Noto Sans CJK SC"});
  font.setPointSizeF(large ? 12 : 10);
  application.setFont(font);
  application.setStyleSheet(
      QStringLiteral("QToolTip { padding: 4px; }"
                     "QLabel[role=\"heading\"] { font-weight: bold; font-size: %1pt; }"
                     "QLabel[role=\"faint\"] { color: palette(placeholder-text); }"
                     "QMainWindow::separator { width: 4px; height: 4px; }")
          .arg(large ? 14.5 : 12));
}

QColor meaning_colour(std::string_view verdict, const std::string& theme) {
  const bool dark = theme == "dark";
  if (verdict == "fail") return dark ? QColor(0xff, 0x8a, 0x80) : QColor(0xb3, 0x1b, 0x1b);
  if (verdict == "marginal") return dark ? QColor(0xff, 0xb8, 0x6b) : QColor(0xa8, 0x55, 0x00);
  if (verdict == "unknown") return dark ? QColor(0xb8, 0xbe, 0xc6) : QColor(0x5a, 0x5f, 0x66);
  return dark ? QColor(0x8a, 0xc4, 0xf0) : QColor(0x1b, 0x5e, 0x9e);
}

}  // namespace firebreak::gui

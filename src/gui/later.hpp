#pragma once

#include <QTimer>
#include <functional>
#include <utility>

namespace firebreak::gui {

/// Runs something once after all signals of one change have come, however many ask for it.
class Later : public QObject {
 public:
  Later(QObject* parent, std::function<void()> run) : QObject(parent) {
    timer_.setSingleShot(true);
    timer_.setInterval(0);
    connect(&timer_, &QTimer::timeout, this, std::move(run));
  }
  void ask() { timer_.start(); }

 private:
  QTimer timer_;
};

}  // namespace firebreak::gui

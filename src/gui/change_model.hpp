#pragma once

#include "gui/feature_model.hpp"

namespace firebreak::gui {

/// The rows of `changed_buildings`: what is better or worse in the colours of its verdict, and
/// words of ours in the user's language.
class ChangeModel : public FeatureModel {
 public:
  using FeatureModel::FeatureModel;
  void set_theme(const std::string& theme);
  QVariant data(const QModelIndex& index, int role) const override;

 private:
  std::string theme_ = "light";
};

}  // namespace firebreak::gui

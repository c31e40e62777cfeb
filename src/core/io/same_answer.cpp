#include "core/io/same_answer.hpp"

#include <algorithm>

namespace firebreak::io {

namespace {

bool rivals(const Proposal& a, const Proposal& b) {
  return !a.only_one && !b.only_one && a.key == b.key && a.path == b.path && a.sources == b.sources;
}

bool assessed_without(Role role) {
  switch (role) {
    case Role::key_sites:
    case Role::incidents:
    case Role::reports:
    case Role::reference:
      return true;
    default:
      return false;
  }
}

}  // namespace

bool same_answer(const Proposal& a, const Proposal& b) {
  return a.only_one && b.only_one && a.key == b.key && a.value == b.value;
}

std::vector<std::vector<Proposal>> questions_of(std::span<const Proposal> proposals) {
  std::vector<std::vector<Proposal>> questions;
  for (const Proposal& proposal : proposals) {
    const auto known = std::ranges::find_if(questions, [&](const auto& question) {
      return same_answer(question.front(), proposal) || rivals(question.front(), proposal);
    });
    if (known == questions.end())
      questions.push_back({proposal});
    else
      known->push_back(proposal);
  }
  return questions;
}

bool may_wait(std::span<const Proposal> question, std::span<const Source> sources) {
  return std::ranges::all_of(question, [&](const Proposal& proposal) {
    return std::ranges::all_of(proposal.sources, [&](std::uint32_t source) {
      return source < sources.size() && assessed_without(sources[source].role);
    });
  });
}

}  // namespace firebreak::io

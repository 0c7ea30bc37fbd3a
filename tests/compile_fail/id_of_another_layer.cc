// The index of a person used for a place.
#include "document/layers.h"

factbox::Id<factbox::Place> PlaceOf(factbox::Id<factbox::Person> person, factbox::Id<factbox::Place> place) {
#ifdef FACTBOX_MISTAKE
  (void)place;
  return person;
#else
  (void)person;
  return place;
#endif
}

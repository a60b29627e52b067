"""Who is shown which page of the directory; Amina edits the one that is listed."""

from tests.web.answers import ADMINISTRATORS, MEMBERS, OPEN

DIRECTORY = {
    "directory:directory": ("/directory", OPEN),
    "directory:organisation": ("/directory/{organisation}", OPEN),
    "directory:new": ("/directory/new", MEMBERS),
    "directory:edit": ("/directory/{organisation}/edit", (303, 403, 403, 200)),  # and Amina
    "directory:edit_part": ("/directory/{organisation}/edit/reach", (303, 403, 403, 200)),
    "directory:edit_logo": ("/directory/{organisation}/edit/logo", (303, 403, 403, 200)),
    "directory:logo": ("/directory/{organisation}/logo", (404, 404, 404, 404)),  # it has none
    "directory:editors": ("/directory/{organisation}/editors", (303, 403, 403, 200)),
    "directory:claim": ("/directory/{organisation}/claim", MEMBERS),  # but Amina, who edits it
    "directory:claim_to_answer": (
        "/directory/{organisation}/claims/{claim}",
        (303, 404, 404, 404),  # Amina's
    ),
    "directory:history": ("/directory/{organisation}/history", (303, 403, 403, 200)),
    "directory:correct": ("/directory/{organisation}/correct", MEMBERS),
    "directory:corrections": ("/directory/{organisation}/corrections", (303, 403, 403, 200)),
    "directory:show_confirm": ("{confirm_page}", OPEN),
    "directory:networks": ("/networks", OPEN),
    "directory:network": ("/networks/{network}", OPEN),
    "directory:new_network": ("/networks/new", ADMINISTRATORS),
    "directory:edit_network": ("/networks/{network}/edit", ADMINISTRATORS),
    "directory:network_members": ("/networks/{network}/keep", (303, 403, 200, 200)),  # Cleo's
    "directory:network_keepers": ("/networks/{network}/keepers", (303, 403, 200, 200)),
    "directory:memberships": ("/directory/{organisation}/networks", (303, 403, 403, 200)),
    "directory:following": ("/following?what=organisation:{organisation}", MEMBERS),
    "directory:show_stop": ("{stop_letters}", OPEN),
    "directory:owners": ("/belongs/meetup/{meetup}", (303, 404, 404, 404)),  # Amina's
    "directory:places": ("/directory/{organisation}/places", (303, 403, 403, 200)),
    "directory:network_places": ("/networks/{network}/places", (303, 403, 200, 200)),
    "directory:partners": ("/partners", OPEN),
    "directory:partner": ("/directory/{organisation}/partner", ADMINISTRATORS),
    "directory:new_contact": ("/directory/{organisation}/contact", MEMBERS),
    "directory:contacts": ("/directory/{organisation}/contacts", (303, 403, 403, 200)),
    "directory:contact": ("/contact/{asked}", (303, 200, 404, 404)),  # Bo's, and Amina's
    "directory:help_organisations": ("/admin/help-organisations", ADMINISTRATORS),
    "directory:claims": ("/admin/claims", ADMINISTRATORS),
    "directory:claim_to_decide": ("/admin/claims/{claim}", ADMINISTRATORS),
    "directory:feed": ("/open-referral/", OPEN),
    "directory:services": ("/open-referral/services", OPEN),
    "directory:service": ("/open-referral/services/{open_service}", OPEN),
    "directory:taxonomies": ("/open-referral/taxonomies", OPEN),
    "directory:taxonomy": ("/open-referral/taxonomies/{open_taxonomy}", OPEN),
    "directory:taxonomy_terms": ("/open-referral/taxonomy_terms", OPEN),
    "directory:taxonomy_term": ("/open-referral/taxonomy_terms/{open_term}", OPEN),
    "directory:service_at_locations": ("/open-referral/service_at_locations", OPEN),
    "directory:service_at_location": ("/open-referral/service_at_locations/{open_place}", OPEN),
    "directory:organizations": ("/open-referral/organizations", OPEN),
    "directory:organization": ("/open-referral/organizations/{open_organization}", OPEN),
}

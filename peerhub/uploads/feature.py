"""What uploads plug into the hub."""

from __future__ import annotations

from peerhub.core.events import UploadGone, UploadWaits
from peerhub.uploads import api, reactions, views
from peerhub.uploads.moderated import FileModerated
from peerhub.uploads.personal import PersonalUploads
from peerhub.uploads.portable import portable
from peerhub.web.api import PREFIX
from peerhub.web.feature import Feature, page

feature = Feature(
    name="uploads",
    portable=portable,
    routes=[
        page("/uploads/{upload}", views.show_file, "uploads:file"),
        page("/uploads/{upload}/small", views.show_small, "uploads:small"),
    ],
    endpoints=api.endpoints,
    takes_files=[PREFIX + api.UPLOADS],
    borne=lambda contents: {"file": FileModerated(contents)},
    personal=PersonalUploads(),
    reactions={
        UploadWaits: [reactions.on_upload_waits],
        UploadGone: [reactions.on_upload_gone],
    },
)
